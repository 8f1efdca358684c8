"""Wheels, jars and Go executables, built here byte by byte."""

import hashlib
import struct

import pytest

from kaname.errors import InputError
from kaname.extract import EXTRACTORS, Extraction, walk_tree
from kaname.extract.golang.executable import loaded_parts
from kaname.extract.tree import MemoryTree
from kaname.extract.zip_tree import ZipTree
from kaname.testing.archives import (
    make_distribution,
    make_go_build_info,
    make_jar,
    make_old_go_build_info,
    make_zip,
)

MODULES = (
    "path\texample.org/tide\nmod\texample.org/tide\t(devel)\t\n"
    "dep\texample.org/lantern/v3\tv3.1.0\th1:abc=\n"
    "dep\texample.org/rope\tv0.9.0\n=>\texample.com/fork/rope\tv0.9.1\th1:def=\n"
    "build\tGOOS=linux\nbuild\t-compiler=gc\n"
)


def walk(name: str, data: bytes) -> Extraction:
    return walk_tree(MemoryTree({name: data}, name=name), EXTRACTORS)


def edges(extraction: Extraction) -> set[tuple[str, str, str]]:
    return {(edge.source, edge.kind, edge.target) for run in extraction.runs for edge in run.found.relationships}


def codes(extraction: Extraction) -> list[str]:
    return [problem.code for run in extraction.runs for problem in run.problems]


class TestGoExecutables:
    @pytest.mark.parametrize("make", [make_go_build_info, make_old_go_build_info])
    def test_modules_replacements_and_standard_library(self, make: "object") -> None:
        assert callable(make)
        extraction = walk("tide", make("go1.22.1", MODULES))
        refs = {component.ref: component for run in extraction.runs for component in run.found.components}
        assert set(refs) == {
            "pkg:golang/example.org/tide",
            "pkg:golang/example.org/lantern/v3@v3.1.0",
            "pkg:golang/example.com/fork/rope@v0.9.1",
            "pkg:golang/stdlib@1.22.1",
        }
        assert ("kaname:go:h1", "h1:def=") in refs["pkg:golang/example.com/fork/rope@v0.9.1"].properties
        assert ("kaname:go:build:GOOS", "linux") in refs["pkg:golang/example.org/tide"].properties
        assert len(edges(extraction)) == 3
        assert extraction.status == "complete"

    def test_an_executable_of_another_language_gives_nothing(self) -> None:
        assert walk("tool", b"\x7fELF" + b"\0" * 2000).runs == ()

    def test_a_mark_in_the_middle_of_text_is_no_build_information(self) -> None:
        data = b"\x7fELF".ljust(1025, b"\0") + b"\xff Go buildinf:" + b"\0" * 200
        assert walk("tool", data).runs == ()

    def test_damaged_build_information_fails_by_name(self) -> None:
        data = make_go_build_info("go1.22.1", MODULES)
        extraction = walk("tide", data[:-40])
        assert codes(extraction) == ["extract.go_build_info"]
        assert extraction.status == "failed"

    def test_headers_that_point_nowhere(self) -> None:
        data = bytearray(make_old_go_build_info("go1.16", MODULES))
        struct.pack_into("<Q", data, 32, 2**64 - 1)
        assert loaded_parts(bytes(data)) == ()
        assert codes(walk("tide", bytes(data))) == ["extract.go_build_info"]

    def test_without_module_list_the_file_is_the_product(self) -> None:
        extraction = walk("tide", make_go_build_info("go1.22.1", ""))
        assert codes(extraction) == ["extract.go_without_modules"]


class TestWheels:
    def test_identity_digest_and_requirements(self) -> None:
        headers = "License-Expression: MIT\nRequires-Dist: wick>=0.9\n"
        data = make_zip(make_distribution("lantern-core", "3.1.0", {"lantern.py": b"LIGHT = 1\n"}, headers=headers))
        (run,) = walk("lantern_core-3.1.0-py3-none-any.whl", data).runs
        (component,) = run.found.components
        assert run.status == "complete"
        assert component.purl == "pkg:pypi/lantern-core@3.1.0"
        assert [(each.algorithm, each.value) for each in component.hashes] == [
            ("SHA-256", hashlib.sha256(data).hexdigest())
        ]
        assert ("kaname:python:requires", "wick>=0.9") in component.properties
        assert [each.value for each in component.licenses] == ["MIT"]

    def test_a_file_that_was_altered_or_removed_is_named(self) -> None:
        files = make_distribution("lantern", "1.0", {"lantern.py": b"LIGHT = 1\n", "oil.py": b"OIL = 1\n"})
        files["lantern.py"] = b"LIGHT = 2\n"
        del files["oil.py"]
        extraction = walk("lantern-1.0-py3-none-any.whl", make_zip(files))
        assert codes(extraction) == ["extract.record_mismatch", "extract.record_file_missing"]

    def test_distributions_packed_inside_are_parts(self) -> None:
        inner = make_distribution("wick", "0.9", {"wick.py": b""})
        vendored = {f"lantern/_vendor/{path}": data for path, data in inner.items()}
        files = {**make_distribution("lantern", "1.0", {"lantern/__init__.py": b""}), **vendored}
        extraction = walk("lantern-1.0-py3-none-any.whl", make_zip(files))
        assert edges(extraction) == {("pkg:pypi/lantern@1.0", "contains", "pkg:pypi/wick@0.9")}

    @pytest.mark.parametrize("data", [b"", b"PK\x03\x04nothing", make_zip({"a.py": b""})])
    def test_what_is_no_wheel_fails(self, data: bytes) -> None:
        assert walk("lantern-1.0-py3-none-any.whl", data).status == "failed"


class TestJars:
    def test_nested_and_shaded_jars(self) -> None:
        lantern = make_jar("org.example", "lantern", "3.1.0")
        shaded = {
            "META-INF/maven/org.example.wick/wick/pom.properties": b"groupId=org.example.wick\nartifactId=wick\nversion=0.9\n"
        }
        outer = make_jar("org.example", "tide", "1.0", inside={"BOOT-INF/lib/lantern-3.1.0.jar": lantern, **shaded})
        extraction = walk("tide-1.0.jar", outer)
        (run,) = extraction.runs
        tide = "pkg:maven/org.example/tide@1.0"
        assert run.found.subjects == (tide,)
        assert edges(extraction) == {
            (tide, "contains", "pkg:maven/org.example/lantern@3.1.0"),
            (tide, "contains", "pkg:maven/org.example.wick/wick@0.9"),
        }
        inner = next(each for each in run.found.components if each.name == "lantern")
        assert inner.evidence_paths == ("tide-1.0.jar!/BOOT-INF/lib/lantern-3.1.0.jar",)
        assert hashlib.sha256(lantern).hexdigest() in {each.value for each in inner.hashes}
        assert extraction.status == "complete"

    def test_identity_by_manifest(self) -> None:
        lines = ["Manifest-Version: 1.0", "Bundle-SymbolicName: org.example.lan", " tern;singleton:=true"]
        manifest = "\r\n".join([*lines, "Bundle-Version: 3.1.0", "Bundle-Vendor: Keeper", "", ""]).encode()
        (run,) = walk("lantern.jar", make_zip({"META-INF/MANIFEST.MF": manifest})).runs
        (component,) = run.found.components
        assert component.purl == "pkg:maven/org.example/lantern@3.1.0"
        assert component.supplier is not None
        assert component.supplier.name == "Keeper"

    def test_an_identity_without_publisher_has_no_purl(self) -> None:
        extraction = walk("lantern-3.1.0.jar", make_zip({"a.class": b""}))
        (component,) = extraction.runs[0].found.components
        assert (component.name, component.version, component.purl) == ("lantern", "3.1.0", None)
        assert codes(extraction) == ["extract.identity_unknown"]

    def test_jars_inside_jars_end_at_the_limit(self) -> None:
        data = make_jar("org.example", "a0", "1")
        for level in range(1, 9):
            data = make_jar("org.example", f"a{level}", "1", inside={f"lib/a{level - 1}-1.jar": data})
        extraction = walk("a8-1.jar", data)
        assert codes(extraction) == ["extract.too_deep"]
        assert len(extraction.runs[0].found.components) == 6

    def test_a_damaged_inner_jar_does_not_lose_the_rest(self) -> None:
        inside = {"lib/bad.jar": b"PK\x03\x04", "lib/good-1.jar": make_jar("org.example", "good", "1")}
        extraction = walk("tide-1.0.jar", make_jar("org.example", "tide", "1.0", inside=inside))
        assert codes(extraction) == ["extract.archive_damaged"]
        assert len(extraction.runs[0].found.components) == 2


class TestZipTrees:
    def test_members_that_leave_the_archive_are_not_read(self) -> None:
        tree = ZipTree(
            make_zip({"../evil": b"x", "/etc/passwd": b"x", "C:/x": b"x", "a\\..\\..\\b": b"x", "./ok": b"y"})
        )
        assert [entry.path for entry in tree.files()] == ["ok"]
        assert {problem.code for problem in tree.problems()} == {"extract.unsafe_path"}
        assert len(tree.problems()) == 4

    def test_a_member_without_name_is_not_read(self) -> None:
        data = make_zip({"a": b"x", "b": b"y"})
        at = data.rindex(b"PK\x01\x02")
        # The name of the last entry of the directory becomes its comment.
        changed = bytearray(data)
        struct.pack_into("<HHH", changed, at + 28, 0, 0, 1)
        tree = ZipTree(bytes(changed))
        assert [entry.path for entry in tree.files()] == ["a"]
        assert [problem.code for problem in tree.problems()] == ["extract.unsafe_path"]

    def test_the_budget_counts_what_comes_out(self) -> None:
        tree = ZipTree(make_zip({"a": b"\0" * 10_000_000}), budget=1_000_000)
        with pytest.raises(InputError, match="archive_bomb"):
            tree.read("a", limit=1 << 30)

    def test_a_wrong_check_sum_is_damage(self) -> None:
        data = bytearray(make_zip({"a": b"hello hello hello"}))
        at = data.index(b"PK\x01\x02") + 16
        data[at] ^= 0xFF
        with pytest.raises(InputError, match="archive_damaged"):
            ZipTree(bytes(data)).read("a", limit=100)
