"""apk databases: origins, needs answered by names, provisions and files, files held against their digests."""

import base64
import hashlib

from kaname.extract import EXTRACTORS, Extraction, walk_tree
from kaname.extract.tree import MemoryTree
from kaname.model.sbom import ALTERED_PROPERTY, Component


def stated(data: bytes) -> str:
    return "Q1" + base64.b64encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


INSTALLED = f"""C:Q1AAAAAAAAAAAAAAAAAAAAAAAAAAA=
P:musl
V:1.2.5-r9
A:x86_64
T:the musl C library
U:https://musl.example/
L:MIT
o:musl
m:Tide Team <tide@example.org>
c:0123456789abcdef
p:so:libc.musl-x86_64.so.1=1
F:lib
R:ld-musl-x86_64.so.1
a:0:0:755
Z:{stated(b"musl")}
R:libc.musl-x86_64.so.1
a:0:0:777
Z:{stated(b"/lib/ld-musl-x86_64.so.1")}

P:shell
V:1.37.0-r8
A:x86_64
L:GPL-2.0-only
D:so:libc.musl-x86_64.so.1 !other ghost>2
p:/bin/sh cmd:ls=1.37.0-r8
F:bin
R:sh
Z:{stated(b"sh")}

P:shell-docs
V:1.37.0-r8
A:x86_64
o:shell
D:shell=1.37.0-r8 /lib/ld-musl-x86_64.so.1

"""
FILES = {
    "etc/os-release": b'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.21.2\n',
    "lib/apk/db/installed": INSTALLED.encode(),
    "lib/ld-musl-x86_64.so.1": b"musl",
    "lib/libc.musl-x86_64.so.1": b"musl",
    "bin/sh": b"sh",
}


def walk(files: dict[str, bytes]) -> Extraction:
    return walk_tree(MemoryTree(files), EXTRACTORS)


def packages(extraction: Extraction) -> dict[str, Component]:
    return {each.name: each for run in extraction.runs if run.kind == "apk" for each in run.found.components}


def test_packages_with_origin_licence_and_release() -> None:
    found = packages(walk(FILES))
    assert (
        found["shell-docs"].purl
        == "pkg:apk/alpine/shell-docs@1.37.0-r8?arch=x86_64&distro=alpine-3.21.2&upstream=shell"
    )
    assert found["shell-docs"].source_packages == (("shell", "1.37.0-r8"),)
    assert [each.value for each in found["musl"].licenses] == ["MIT"]
    assert ("kaname:apk:commit", "0123456789abcdef") in found["musl"].properties
    assert found["musl"].supplier is not None and found["musl"].supplier.name == "Tide Team"


def test_needs_are_answered_by_names_provisions_and_files() -> None:
    extraction = walk(FILES)
    (run,) = [run for run in extraction.runs if run.kind == "apk"]
    names = {each.ref: each.name for each in run.found.components}
    assert {(names[e.source], names[e.target]) for e in run.found.relationships} == {
        ("shell", "musl"),
        ("shell-docs", "shell"),
        ("shell-docs", "musl"),
    }
    assert ("kaname:unmet-dependency", "ghost") in packages(extraction)["shell"].properties
    assert extraction.status == "complete"


def test_an_altered_file_marks_its_package() -> None:
    found = packages(walk({**FILES, "bin/sh": b"other"}))
    assert dict(found["shell"].properties)[ALTERED_PROPERTY] == "bin/sh"
    assert ALTERED_PROPERTY not in dict(found["musl"].properties)


def test_records_that_are_not_understood_are_named() -> None:
    files = {**FILES, "lib/apk/db/installed": b"P:tide\nV:1\nZ:Q1!!\n\nV:2\n\n"}
    (run,) = [run for run in walk(files).runs if run.kind == "apk"]
    assert [(each.code, each.path) for each in run.problems] == [
        ("extract.hash_malformed", "line 1"),
        ("extract.entry_not_understood", "line 5"),
    ]
    assert [each.name for each in run.found.components] == ["tide"]
