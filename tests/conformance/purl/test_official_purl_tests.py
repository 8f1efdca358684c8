"""The official Package URL tests, all of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from kaname.errors import InputError
from kaname.ident.purl import Purl, format_purl, parse_purl


def _tests(data: Path) -> list[tuple[str, dict[str, Any]]]:
    return [
        (path.name, test)
        for path in sorted((data / "purl" / "tests").glob("*/*-test.json"))
        for test in json.loads(path.read_text("utf-8"))["tests"]
    ]


def _build(parts: dict[str, Any]) -> Purl:
    return Purl(
        parts["type"] or "",
        parts["namespace"],
        parts["name"] or "",
        parts["version"],
        parts["qualifiers"] or {},
        parts["subpath"],
    )


def _run(test: dict[str, Any]) -> object:
    if test["test_type"] == "build":
        return format_purl(_build(test["input"]))
    # The suite wants ``?Platform=`` refused by a parser and lowered by a normaliser: strict is the former.
    purl = parse_purl(test["input"], strict=test["test_type"] == "parse")
    if test["test_type"] == "validate":
        return format_purl(purl)
    return {
        "type": purl.type,
        "namespace": purl.namespace,
        "name": purl.name,
        "version": purl.version,
        "qualifiers": dict(purl.qualifiers) or None,
        "subpath": purl.subpath,
    }


def test_every_official_test_passes(data: Path) -> None:
    tests = _tests(data)
    assert len(tests) > 500
    faults: list[tuple[object, ...]] = []
    for name, test in tests:
        try:
            outcome = _run(test)
        except InputError as error:
            if not test["expected_failure"]:
                faults.append((name, test["description"], test["input"], str(error)))
            continue
        if test["expected_failure"] or outcome != test["expected_output"]:
            faults.append((name, test["test_type"], test["input"], outcome, test.get("expected_output")))
    assert faults == []


@pytest.mark.parametrize("name", ["maven", "npm", "pypi", "deb"])
def test_a_type_with_tests_is_in_the_suite(data: Path, name: str) -> None:
    assert any(file.startswith(name) for file, _ in _tests(data))
