"""No change of an archive, an image or a package database makes extraction crash, hang or reach outside."""

from contextlib import ExitStack, closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaname import messages
from kaname.errors import InputError, KanameError
from kaname.extract import EXTRACTORS, NOT_UNDERSTOOD, open_artifact, walk_tree
from kaname.extract.archives.file_table import FileTable, Link, Stored, member_path
from kaname.extract.archives.opened import open_bytes
from kaname.extract.systems.dpkg import iter_paragraphs
from kaname.extract.systems.release import parse_os_release
from kaname.extract.systems.rpm_header import parse_header
from kaname.extract.tree import MemoryTree
from kaname.testing.images import (
    LinkTo,
    make_docker_save,
    make_dpkg_system,
    make_oci_files,
    make_rpm_database,
    make_rpm_header,
    make_tar,
)

HEADER = make_rpm_header({1000: "tide", 1001: "1", 1002: "2", 1047: ("a", "b"), 1049: ("b", "/x"), 1048: (0, 0)})
SYSTEM = make_dpkg_system(
    {"tide": ("1.0", "Depends: moon | sea, libc (>= 1)\n"), "moon": ("2", "Provides: sea\n")},
    {"usr/share/tide/x": b"x", "var/lib/rpm/rpmdb.sqlite": make_rpm_database([HEADER])},
)
SYSTEM["lib/apk/db/installed"] = (
    b"P:a\nV:1\nD:b so:c\np:so:c=1\nF:bin\nR:x\na:0:0:755\nZ:Q1AAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\nP:b\nV:2\n\n"
)
LAYERS = [make_tar(SYSTEM), make_tar({"usr/.wh.share": b"", "bin": LinkTo("usr/bin"), "x": LinkTo("bin", hard=True)})]
ARCHIVES = {
    "rootfs.tar": LAYERS[0],
    "docker.tar": make_docker_save(LAYERS),
    "oci.tar": make_tar(make_oci_files({"linux/amd64": LAYERS, "linux/arm64": LAYERS[:1]})),
    "zstd.tar": make_tar(make_oci_files({"linux/amd64": LAYERS}, compression="zstd")),
}


def mutated(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    # Headers are what matters in archives: half of the changes hit the first bytes of a block.
    for _ in range(random.randint(1, 6)):
        at = random.randrange(max(1, len(changed)))
        if random.random() < 0.5:
            at = min(len(changed) - 1, at - at % 512 + random.randrange(300))
        kind = random.randrange(4)
        if kind == 0:
            changed[at] = random.randrange(256)
        elif kind == 1:
            changed[at] ^= 1 << random.randrange(8)
        elif kind == 2:
            del changed[at : at + random.choice((1, 7, 512, 5120))]
        else:
            changed[at:at] = random.choice((b"\0", b"/", b"..", b"\xff", bytes(512)))
        if not changed:
            return b""
    return bytes(changed)


@pytest.mark.parametrize("name", sorted(ARCHIVES))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_changed_archives_end_with_an_error_or_with_problems(name: str, seed: int, tmp_path: Path) -> None:
    place = tmp_path / name
    place.write_bytes(mutated(ARCHIVES[name], Random(seed)))
    try:
        with closing(open_artifact(str(place))) as artifact:
            extraction = walk_tree(artifact.tree, EXTRACTORS, not_understood=NOT_UNDERSTOOD)
    except KanameError as error:
        assert messages.text(error.code, "ja", error.params)
        return
    for problem in [*extraction.problems, *(each for run in extraction.runs for each in run.problems)]:
        assert messages.text(problem.code, "ja", problem.params)
        assert messages.text(problem.code, "en", problem.params)


@pytest.mark.parametrize("path", [path for path in SYSTEM if "os-release" not in path and "share" not in path])
@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_changed_databases_end_with_problems(path: str, seed: int) -> None:
    files = {**SYSTEM, path: mutated(SYSTEM[path], Random(seed))}
    extraction = walk_tree(MemoryTree(files), EXTRACTORS, not_understood=NOT_UNDERSTOOD)
    assert {run.kind for run in extraction.runs} >= {"dpkg", "apk", "rpm", "os-release"}
    for run in extraction.runs:
        refs = {component.ref for component in run.found.components}
        assert {end for edge in run.found.relationships for end in (edge.source, edge.target)} <= refs
        assert all(messages.text(each.code, "ja", each.params) for each in run.problems)


@given(st.binary(max_size=400))
def test_any_bytes_as_header_are_read_or_refused(blob: bytes) -> None:
    try:
        parse_header(blob)
    except InputError as error:
        assert error.code == "extract_os.rpm_header"


@given(st.text(max_size=300))
def test_any_text_is_paragraphs_and_fields(text: str) -> None:
    for line, fields in iter_paragraphs(text):
        assert line >= 1 and fields
    parse_os_release(text)


NAMES = st.sampled_from(["a", "b", "c", "..", ".", ""])
PATHS = st.lists(NAMES, min_size=1, max_size=5).map("/".join)
TARGETS = st.one_of(PATHS, PATHS.map(lambda path: "/" + path))


@given(st.lists(st.tuples(PATHS, st.one_of(st.none(), TARGETS)), max_size=12), PATHS)
def test_links_never_lead_out_of_the_table_and_always_end(entries: list[tuple[str, str | None]], asked: str) -> None:
    table = FileTable()
    contents = set()
    for number, (path, target) in enumerate(entries):
        try:
            parts = member_path(path.encode())
        except InputError:
            continue
        if parts and target is None:
            stored = Stored(_Nothing(), number, 0, False, 0)
            contents.add(number)
            table.put(parts, stored)
        elif parts and target is not None:
            table.put(parts, Link(target))
    found = table.resolve(asked)
    assert found is None or found.offset in contents
    for path, node in table.walk():
        assert ".." not in path.split("/") and not path.startswith("/")
        if isinstance(node, Stored):
            assert table.resolve(path) is node


class _Nothing:
    def seek(self, offset: int, /) -> int:
        return offset

    def read(self, size: int, /) -> bytes:
        return b""


MEMBERS = st.dictionaries(
    st.from_regex(r"[a-d](/[a-d]){0,2}", fullmatch=True), st.one_of(st.binary(max_size=20), st.none()), max_size=6
)


@settings(max_examples=60, deadline=None)
@given(st.lists(MEMBERS, min_size=1, max_size=4))
def test_layers_give_what_applying_them_in_order_gives(layers: list[dict[str, bytes | None]]) -> None:
    """None stands for a deletion; compared with a plain model of paths."""
    model: dict[str, bytes] = {}
    archives = []
    for layer in layers:
        members: dict[str, bytes | LinkTo | None] = {}
        for path, content in layer.items():
            folder, _, name = path.rpartition("/")
            if content is None:
                members[f"{folder}/.wh.{name}" if folder else f".wh.{name}"] = b""
                model = {
                    other: data for other, data in model.items() if other != path and not other.startswith(path + "/")
                }
        for path, content in layer.items():
            if content is not None:
                members[path] = content
                parents = {path[:at] for at, character in enumerate(path) if character == "/"}
                model = {
                    other: data
                    for other, data in model.items()
                    if other not in parents and not other.startswith(path + "/")
                }
                model[path] = content
        archives.append(make_tar(members))
    with ExitStack() as stack:
        opened = open_bytes(make_docker_save(archives), name="image", stack=stack, limit=1 << 30)
        assert opened is not None
        found = {entry.path: opened.tree.read(entry.path, limit=100) for entry in opened.tree.files()}
    assert found == model
