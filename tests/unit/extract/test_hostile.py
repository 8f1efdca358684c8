"""Inputs made to hurt: depth, size, expressions that could run for ever. Each ends at once, by name."""

import time

import pytest

from kaname.extract import EXTRACTORS, walk_tree
from kaname.extract.tree import MemoryTree

DEPTH = 100_000
ENTITY = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><project><artifactId>&b;</artifactId></project>'
DOUBLING = b"".join(b"<a%d>${a%d}${a%d}</a%d>" % (n, n + 1, n + 1, n) for n in range(60))

CASES = {
    "json-arrays": ("package-lock.json", b"[" * DEPTH),
    "json-objects": ("composer.lock", b'{"a":' * DEPTH),
    "yaml-flow": ("pnpm-lock.yaml", b"[" * DEPTH),
    "yaml-blocks": ("pnpm-lock.yaml", b"- " * DEPTH + b"a"),
    "yaml-keys": ("pnpm-lock.yaml", b"? " * DEPTH),
    "yaml-aliases": ("pubspec.lock", b"a: &a [x, x]\nb: &b [*a, *a]\n"),
    "yaml-objects": ("pnpm-lock.yaml", b'!!python/object/apply:os.system ["true"]'),
    "toml-arrays": ("uv.lock", b"a=" + b"[" * DEPTH),
    "toml-keys": ("Cargo.lock", b"a" + b".a" * 30_000 + b"=1"),
    "elixir": ("mix.lock", b"%{" * DEPTH),
    "xml-depth": ("pom.xml", b"<a>" * DEPTH),
    "xml-entity": ("pom.xml", ENTITY),
    "pom-own-parent": ("pom.xml", b"<project><parent><relativePath>pom.xml</relativePath></parent></project>"),
    "pom-doubling": (
        "pom.xml",
        b"<project><properties>"
        + DOUBLING
        + b"</properties><artifactId>x</artifactId><version>${a0}</version></project>",
    ),
    "requirement-spaces": ("requirements.txt", b"a" + b" " * 200_000 + b"b"),
    "requirement-ranges": ("requirements.txt", b"a" + b">=1," * 200_000),
    "yarn-quotes": ("yarn.lock", b"# yarn lockfile v1\n" + b'"' * 100_000),
    "bun-comments": ("bun.lock", b"/*" * 300_000),
    "swift-location": ("Package.resolved", b'{"version":2,"pins":[{"location":"' + b"a@" * 100_000 + b'"}]}'),
    "conan-reference": ("conan.lock", b'{"requires":["a#' + b":" * 200_000 + b'"]}'),
    "empty": ("poetry.lock", b""),
    "utf-16": ("go.mod", "module a\n".encode("utf-16")),
    "not-text": ("Gemfile.lock", b"\xff\xfe\xfd"),
}


@pytest.mark.parametrize("case", sorted(CASES))
def test_it_ends_soon_and_without_crash(case: str) -> None:
    name, data = CASES[case]
    begun = time.process_time()
    extraction = walk_tree(MemoryTree({name: data}, name="tree"), EXTRACTORS)
    assert time.process_time() - begun < 2
    assert len(extraction.runs) == 1
    assert extraction.runs[0].status in ("failed", "partial", "complete")


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("json-arrays", "extract.too_deep"),
        ("yaml-flow", "extract.too_deep"),
        ("yaml-keys", "extract.too_deep"),
        ("yaml-aliases", "extract.syntax"),
        ("toml-keys", "extract.too_deep"),
        ("elixir", "extract.too_deep"),
        ("xml-entity", "extract.xml_declarations"),
        ("not-text", "extract.not_text"),
    ],
)
def test_the_refusal_has_a_name(case: str, code: str) -> None:
    name, data = CASES[case]
    (run,) = walk_tree(MemoryTree({name: data}, name="tree"), EXTRACTORS).runs
    assert run.status == "failed"
    assert [problem.code for problem in run.problems] == [code]
