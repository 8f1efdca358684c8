"""rpm databases in SQLite: headers, epochs, module streams, source packages, files; damaged and hostile databases."""

import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from kaname.errors import InputError
from kaname.extract import EXTRACTORS, NOT_UNDERSTOOD, Extraction, walk_tree
from kaname.extract.systems import rpm_header as tags
from kaname.extract.systems.rpm import iter_headers
from kaname.extract.systems.rpm_header import parse_header
from kaname.extract.tree import MemoryTree
from kaname.model.sbom import ALTERED_PROPERTY, Component
from kaname.testing.images import make_rpm_database, make_rpm_header

Tags = dict[int, str | Sequence[str] | Sequence[int]]
PLACE = "var/lib/rpm/rpmdb.sqlite"
RELEASE = b'ID="rhel"\nVERSION_ID="9.4"\n'


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def package(name: str, **more: str | Sequence[str] | Sequence[int]) -> Tags:
    base: Tags = {
        tags.NAME: name,
        tags.VERSION: "1.4.2",
        tags.RELEASE: "3.el9",
        tags.ARCH: "x86_64",
        tags.LICENSE: "MIT",
        tags.VENDOR: "Harbour Works",
        tags.SOURCE_RPM: f"{name}-1.4.2-3.el9.src.rpm",
    }
    return base | {getattr(tags, key): value for key, value in more.items()}


FILES: dict[str, str | Sequence[str] | Sequence[int]] = {
    "FOLDER_NAMES": ("/usr/bin/", "/etc/"),
    "FOLDER_INDEXES": (0, 1, 0),
    "BASE_NAMES": ("tide", "tide.conf", "tides"),
    "FILE_DIGESTS": (sha256(b"hello"), sha256(b"conf"), ""),
    "FILE_MODES": (0o100755, 0o100644, 0o120777),
    "FILE_FLAGS": (0, 1, 0),
    "FILE_DIGEST_ALGORITHM": (8,),
}


def walk(*headers: Tags, **files: bytes) -> Extraction:
    database = make_rpm_database([make_rpm_header(each) for each in headers])
    content = {"etc/os-release": RELEASE, PLACE: database, "usr/bin/tide": b"hello", "etc/tide.conf": b"mine", **files}
    return walk_tree(MemoryTree(content), EXTRACTORS, not_understood=NOT_UNDERSTOOD)


def packages(extraction: Extraction) -> dict[str, Component]:
    return {each.name: each for run in extraction.runs if run.kind == "rpm" for each in run.found.components}


def test_packages_with_epoch_source_and_module() -> None:
    found = packages(
        walk(
            package("tide", EPOCH=(2,), MODULARITY_LABEL="tide:1.4:90:abc"),
            package("moon", EPOCH=(0,)),
            {tags.NAME: "gpg-pubkey", tags.VERSION: "abc", tags.RELEASE: "def"},
        )
    )
    assert sorted(found) == ["moon", "tide"]
    assert found["tide"].purl == (
        "pkg:rpm/redhat/tide@1.4.2-3.el9?arch=x86_64&distro=rhel-9.4&epoch=2&rpmmod=tide:1.4&upstream=tide-1.4.2-3.el9.src.rpm"
    )
    assert found["tide"].version == "2:1.4.2-3.el9"
    assert found["moon"].version == "1.4.2-3.el9"
    assert found["moon"].source_packages == (("moon", "1.4.2-3.el9"),)
    assert ("kaname:rpm:modularity-label", "tide:1.4:90:abc") in found["tide"].properties
    assert found["moon"].supplier is not None and found["moon"].supplier.name == "Harbour Works"


def test_needs_are_answered_by_names_provisions_and_files() -> None:
    extraction = walk(
        package(
            "tide",
            REQUIRE_NAMES=("libmoon.so.1()(64bit)", "/usr/bin/tide", "/usr/bin/moon", "rpmlib(X)", "(a if b)", "ghost"),
            REQUIRE_FLAGS=(0, 0, 0, 1 << 24, 0, 0),
            **FILES,
        ),
        package(
            "moon",
            PROVIDE_NAMES=("moon", "libmoon.so.1()(64bit)"),
            FOLDER_NAMES=("/usr/bin/",),
            FOLDER_INDEXES=(0,),
            BASE_NAMES=("moon",),
        ),
    )
    (run,) = [run for run in extraction.runs if run.kind == "rpm"]
    names = {each.ref: each.name for each in run.found.components}
    assert {(names[e.source], names[e.target]) for e in run.found.relationships} == {("tide", "moon")}
    unmet = [value for key, value in packages(extraction)["tide"].properties if key == "kaname:unmet-dependency"]
    assert unmet == ["ghost"]


def test_an_altered_file_marks_its_package_but_configuration_may_change() -> None:
    assert walk(package("tide", **FILES)).status == "complete"
    altered = packages(walk(package("tide", **FILES), **{"usr/bin/tide": b"other"}))
    assert dict(altered["tide"].properties)[ALTERED_PROPERTY] == "usr/bin/tide"


def test_file_lists_that_do_not_fit_are_named() -> None:
    extraction = walk(package("tide", **{**FILES, "FILE_FLAGS": (0,)}))
    assert [each.code for run in extraction.runs for each in run.problems] == ["extract_os.rpm_file_list"]


def test_one_damaged_header_does_not_lose_the_rest() -> None:
    database = make_rpm_database([make_rpm_header(package("tide")), b"\0\0\0\x09\0\0", make_rpm_header({})])
    extraction = walk_tree(MemoryTree({"etc/os-release": RELEASE, PLACE: database}), EXTRACTORS)
    assert sorted(packages(extraction)) == ["tide"]
    (run,) = [run for run in extraction.runs if run.kind == "rpm"]
    assert [(each.code, each.path) for each in run.problems] == [
        ("extract_os.rpm_header", "package 2"),
        ("extract.entry_not_understood", "package 3"),
    ]


@pytest.mark.parametrize(
    "blob",
    [
        b"",
        b"\xff\xff\xff\xff\0\0\0\0",
        b"\0\0\0\x01\0\0\0\x04" + b"\0\0\x03\xe8\0\0\0\x06\0\0\0\x09\0\0\0\x01" + b"abc\0",
        b"\0\0\0\x01\0\0\0\x04" + b"\0\0\x03\xe8\0\0\0\x06\0\0\0\0\0\0\0\x01" + b"abcd",
        b"\0\0\0\x01\0\0\0\x04" + b"\0\0\x03\xeb\0\0\0\x04\0\0\0\0\xff\xff\xff\xff" + b"abcd",
        b"\0\0\0\x01\0\0\0\x04" + b"\0\0\x04\x5d\0\0\0\x08\0\0\0\0\0\0\0\x04" + b"a\0b\0",
    ],
)
def test_headers_that_point_outside_are_refused(blob: bytes) -> None:
    with pytest.raises(InputError, match="rpm_header"):
        parse_header(blob)


def test_a_log_that_was_left_behind_is_applied(tmp_path: Path) -> None:
    place = tmp_path / "rpmdb.sqlite"
    place.write_bytes(make_rpm_database([make_rpm_header(package("tide"))]))
    connection = sqlite3.connect(place)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("INSERT INTO Packages (blob) VALUES (?)", (make_rpm_header(package("moon")),))
    connection.commit()
    files = {"etc/os-release": RELEASE, PLACE: place.read_bytes(), f"{PLACE}-wal": Path(f"{place}-wal").read_bytes()}
    connection.close()
    assert sorted(packages(walk_tree(MemoryTree(files), EXTRACTORS))) == ["moon", "tide"]


def hostile(tmp_path: Path, statement: str) -> bytes:
    place = tmp_path / "hostile.sqlite"
    connection = sqlite3.connect(place)
    connection.execute(statement)
    connection.commit()
    connection.close()
    return place.read_bytes()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE Other (a)",
        "CREATE VIEW Packages AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, i FROM n",
    ],
)
def test_databases_that_are_not_rpms_are_refused(tmp_path: Path, statement: str) -> None:
    with pytest.raises(InputError, match="rpm_database"):
        list(iter_headers(hostile(tmp_path, statement)))


def test_truncated_and_other_files_are_refused() -> None:
    whole = make_rpm_database([make_rpm_header(package("tide", SUMMARY="x" * 20_000))])
    for data in (whole[:5000], b"", b"Berkeley", whole[:100]):
        with pytest.raises(InputError, match="rpm_database"):
            list(iter_headers(data))


def test_older_databases_are_named_as_not_read() -> None:
    tree = MemoryTree({"var/lib/rpm/Packages": b"\0" * 20, "usr/lib/sysimage/rpm/Packages.db": b"RpmP"})
    extraction = walk_tree(tree, EXTRACTORS, not_understood=NOT_UNDERSTOOD)
    assert {(each.path, each.code) for each in extraction.not_understood} == {
        ("var/lib/rpm/Packages", "extract_os.rpm_berkeley"),
        ("usr/lib/sysimage/rpm/Packages.db", "extract_os.rpm_ndb"),
    }
    assert extraction.status == "failed"
