"""Archives inside archives: paths, order, limits, and what cannot be opened."""

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kaname.errors import InputError
from kaname.extract import EXTRACTORS, walk_tree
from kaname.extract.archives import nested
from kaname.extract.archives.nested import NestedTree
from kaname.extract.tree import DirectoryTree, MemoryTree
from kaname.testing.archives import make_zip
from kaname.testing.images import LinkTo, make_docker_save, make_dpkg_system, make_tar

LOCK = json.dumps(
    {
        "name": "shop",
        "lockfileVersion": 3,
        "packages": {
            "": {"name": "shop"},
            "node_modules/tide": {"version": "1.0.0", "resolved": "https://r.example/t.tgz"},
        },
    }
).encode()


@contextmanager
def opened(tree: NestedTree) -> Iterator[NestedTree]:
    try:
        yield tree
    finally:
        tree.close()


def test_members_follow_their_archive_and_can_be_read() -> None:
    inner = make_zip({"x/one.txt": b"1", "two.txt": b"2"})
    outer = make_tar({"lib.zip": inner, "z": b"3", "link.zip": LinkTo("lib.zip")})
    with opened(NestedTree(MemoryTree({"a.tar.gz": gzip.compress(outer), "b.txt": b"4"}))) as tree:
        assert [entry.path for entry in tree.files()] == [
            "a.tar.gz",
            "a.tar.gz!/lib.zip",
            "a.tar.gz!/lib.zip!/two.txt",
            "a.tar.gz!/lib.zip!/x/one.txt",
            "a.tar.gz!/link.zip",
            "a.tar.gz!/link.zip!/two.txt",
            "a.tar.gz!/link.zip!/x/one.txt",
            "a.tar.gz!/z",
            "b.txt",
        ]
        assert tree.read("a.tar.gz!/lib.zip!/x/one.txt", limit=9) == b"1"
        assert tree.head("a.tar.gz!/z", 5) == b"3"
        assert tree.has("a.tar.gz!/lib.zip!/two.txt") and not tree.has("a.tar.gz!/absent") and not tree.has("b.txt!/x")
        assert tree.problems() == ()


def test_extractors_see_what_lies_beside_a_file_in_an_archive(tmp_path: Path) -> None:
    (tmp_path / "src.zip").write_bytes(
        make_zip({"app/package-lock.json": LOCK, "app/package.json": b'{"name": "shop"}'})
    )
    with opened(NestedTree(DirectoryTree(tmp_path))) as tree:
        extraction = walk_tree(tree, EXTRACTORS, not_understood=(("package.json", "extract.manifest_without_lock"),))
    assert [run.path for run in extraction.runs] == ["src.zip!/app/package-lock.json"]
    assert extraction.not_understood == ()
    assert {each.name for each in extraction.runs[0].found.components} == {"shop", "tide"}


def test_an_image_inside_an_archive_is_an_image() -> None:
    layer = make_tar(make_dpkg_system({"tide": ("1.0", "")}, {}))
    image = make_docker_save([layer])
    with opened(NestedTree(MemoryTree({"delivery.zip": make_zip({"web.tar": image})}))) as tree:
        extraction = walk_tree(tree, EXTRACTORS)
    assert [run.path for run in extraction.runs] == [
        "delivery.zip!/web.tar!/etc/os-release",
        "delivery.zip!/web.tar!/var/lib/dpkg/status",
    ]
    (found,) = extraction.runs[1].found.components
    assert found.purl == "pkg:deb/debian/tide@1.0?arch=amd64&distro=debian-12&upstream=tide"


def test_what_cannot_be_opened_is_named_and_the_rest_goes_on() -> None:
    tree = NestedTree(
        MemoryTree(
            {
                "a.zip": b"PK\x03\x04 no",
                "b.tar.gz": b"\x1f\x8b\x08",
                "c.tar": b"hello",
                "d.zip": make_zip({"ok": b"1", "../up": b"2"}),
                "empty.zip": b"",
            }
        )
    )
    with opened(tree):
        assert [entry.path for entry in tree.files()] == [
            "a.zip",
            "b.tar.gz",
            "c.tar",
            "d.zip",
            "d.zip!/ok",
            "empty.zip",
        ]
        assert [(each.path, each.code) for each in tree.problems()] == [
            ("a.zip", "extract.archive_damaged"),
            ("b.tar.gz", "extract.archive_damaged"),
            ("c.tar", "extract_os.not_an_archive"),
            ("d.zip!/../up", "extract.unsafe_path"),
        ]


def test_depth_number_and_bytes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    data = make_zip({"core": b"1"})
    for _ in range(9):
        data = make_zip({"in.zip": data})
    with opened(NestedTree(MemoryTree({"in.zip": data}))) as tree:
        deepest = max(entry.path.count("!/") for entry in tree.files())
        assert deepest == 6
        assert [each.code for each in tree.problems()] == ["extract.too_deep"]
    monkeypatch.setattr(nested, "MAX_NESTED_ARCHIVES", 2)
    with opened(NestedTree(MemoryTree({f"{number}.zip": make_zip({"a": b"1"}) for number in range(4)}))) as tree:
        assert [each.path for each in tree.problems()] == ["2.zip", "3.zip"]
        assert {each.code for each in tree.problems()} == {"extract_os.too_many_archives"}
    with opened(NestedTree(MemoryTree({"a.zip": make_zip({"a": b"1" * 900, "b": b"2" * 900})}), budget=1000)) as tree:
        assert tree.read("a.zip!/a", limit=1000) == b"1" * 900
        with pytest.raises(InputError):
            tree.read("a.zip!/b", limit=1000)
    monkeypatch.setattr(nested, "MAX_FILES", 3)
    many = NestedTree(MemoryTree({"a.zip": make_zip({str(n): b"" for n in range(9)})}))
    with opened(many) as tree, pytest.raises(InputError, match="too_many_files"):
        list(tree.files())


def test_many_archives_are_closed_and_opened_again() -> None:
    archives = {f"{number}.zip": make_zip({"a": str(number).encode()}) for number in range(9)}
    with opened(NestedTree(MemoryTree(archives))) as tree:
        assert [tree.read(f"{number}.zip!/a", limit=9) for number in range(9)] == [str(n).encode() for n in range(9)]
        assert tree.read("0.zip!/a", limit=9) == b"0"
