"""Every line of the public lists of version comparisons, and the official tests of VERS."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kaname.errors import InputError
from kaname.versions import SCHEMES, Undetermined, compare, sort_key
from kaname.versions.vers import contains_version, format_vers, parse_vers

SCHEME_OF = {
    "alpine": "apk",
    "cran": "cran",
    "debian": "deb",
    "hackage": "hackage",
    "maven": "maven",
    "nuget": "nuget",
    "packagist": "composer",
    "pub": "pub",
    "pypi": "pypi",
    "redhat": "rpm",
    "rubygems": "gem",
    "semver": "semver",
}
SIGNS = {-1: "<", 0: "=", 1: ">"}
# Lines whose order Maven's rules state together with others that contradict them (see kaname.versions.maven).
CONTRADICTED = {("1.1.0-01-glassfish", "1.1.0.Beta1")}


def _lines(file: Path) -> Iterator[tuple[str, str, str]]:
    for line in file.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith(("#", "//")):
            left, sign, right = line.split(" ")
            yield left, sign, right


def test_every_line_agrees(data: Path) -> None:
    count = 0
    wrong = []
    for file in sorted((data / "versions" / "osv-scalibr").glob("*.txt")):
        scheme = SCHEME_OF[file.name.split("-")[0]]
        for left, sign, right in _lines(file):
            count += 1
            outcome = compare(scheme, left, right)
            if isinstance(outcome, Undetermined) or SIGNS[outcome] != sign:
                wrong.append((file.name, left, sign, right, outcome))
    assert wrong == []
    assert count > 30_000


def test_keys_agree_with_every_line(data: Path) -> None:
    wrong = []
    for file in sorted((data / "versions" / "osv-scalibr").glob("*.txt")):
        make_key = SCHEMES[SCHEME_OF[file.name.split("-")[0]]]
        for left, sign, right in _lines(file):
            left_key, right_key = make_key(left), make_key(right)
            assert isinstance(left_key, bytes)
            assert isinstance(right_key, bytes)
            if SIGNS[(left_key > right_key) - (left_key < right_key)] != sign:
                wrong.append((left, right))
    assert set(wrong) <= CONTRADICTED


@pytest.mark.parametrize("valid", [True, False])
def test_alpine_versions_are_told_from_others(data: Path, valid: bool) -> None:
    file = data / "versions" / "osv.dev" / f"alpine_{'valid' if valid else 'invalid'}_versions.txt"
    texts = [line for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert [text for text in texts if isinstance(sort_key("apk", text), Undetermined) == valid] == []
    assert texts


def _key(scheme: str, version: str) -> bytes:
    key = sort_key(scheme, version)
    assert isinstance(key, bytes), (scheme, version)
    return key


def _vers_tests(data: Path, kind: str) -> Iterator[dict[str, Any]]:
    for file in sorted((data / "vers" / "tests").glob("*.json")):
        yield from (test for test in json.loads(file.read_bytes())["tests"] if test["test_type"] == kind)


def test_vers_orders(data: Path) -> None:
    wrong, count = [], 0
    for test in [*_vers_tests(data, "comparison"), *_vers_tests(data, "equality")]:
        scheme, versions = test["input"]["input_scheme"], test["input"]["versions"]
        if scheme not in SCHEMES:
            continue
        count += 1
        if test["test_type"] == "equality":
            agrees = (compare(scheme, *versions) == 0) == test["expected_output"]
        else:
            # By keys, not texts: one test expects an equal version in another spelling.
            ordered = [_key(scheme, version) for version in test["expected_output"]]
            agrees = sorted(_key(scheme, version) for version in versions) == ordered
        if not agrees:
            wrong.append((scheme, versions, test["expected_output"]))
    assert wrong == []
    assert count > 800


def test_vers_canonical_forms(data: Path) -> None:
    for test in _vers_tests(data, "validate"):
        assert format_vers(parse_vers(test["input"])) == test["expected_output"]


def test_vers_containment(data: Path) -> None:
    for test in _vers_tests(data, "containment"):
        outcome = contains_version(parse_vers(test["input"]["vers"]), test["input"]["version"])
        assert outcome == test["expected_output"], test["input"]


def test_vers_parsing(data: Path) -> None:
    for test in _vers_tests(data, "parse"):
        if test.get("expected_failure"):
            with pytest.raises(InputError):
                parse_vers(test["input"])
        else:
            vers = parse_vers(test["input"])
            found = {
                "scheme": vers.scheme,
                "version_constraints": [[each.comparator, each.version] for each in vers.constraints],
            }
            assert found == test["expected_output"]
