"""Each test of the standard on a document that passes it and on one that a single change makes fail."""

from datetime import UTC, datetime
from importlib import util
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest

from kaname import messages
from kaname.formats.csaf.checks import Failure, Report, Undecided, load_tests
from kaname.formats.csaf.read import check_csaf


def _neighbour(name: str) -> ModuleType:
    spec = util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None and spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


A = _neighbour("advisories")
NOW = datetime(2026, 11, 20, tzinfo=UTC)
V = "/vulnerabilities/0"
T = "/document/tracking"
LATER = "2026-05-01T00:00:00Z"


def check(document: Any) -> Report:
    return check_csaf(msgspec.json.encode(document), now=NOW)


def failed(document: Any, mandatory_only: bool = False) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for failure in check(document).failures:
        if failure.mandatory or not mandatory_only:
            found.setdefault(failure.test, []).append(failure.path)
    return found


def test_the_sample_documents_are_valid() -> None:
    assert failed(A.advisory(), mandatory_only=True) == {}
    assert failed(A.advisory_2_1(), mandatory_only=True) == {}


SSVC = {"schemaVersion": "2.0.0", "timestamp": A.DAY}
POINT = {"key": "E", "namespace": "ssvc", "values": [{"key": "N"}, {"key": "P"}], "version": "1.1.0"}

# test, version, where to put what, where the failure is told
CHANGES: list[tuple[str, str, str, Any, str]] = [
    ("schema", "2.0", "/document/publisher/category", "nobody", "/document/publisher/category"),
    ("schema", "2.1", "/document/more", 1, "/document/more"),
    ("6.1.1", "2.0", f"{V}/product_status/known_affected/-", "P9", f"{V}/product_status/known_affected/1"),
    ("6.1.4", "2.0", f"{V}/remediations/0/group_ids", ["G9"], f"{V}/remediations/0/group_ids/0"),
    ("6.1.6", "2.0", f"{V}/product_status/fixed/-", "P1", f"{V}/product_status/fixed/1"),
    ("6.1.7", "2.0", f"{V}/scores/-", {"cvss_v3": A.cvss(), "products": ["P1"]}, f"{V}/scores/1/cvss_v3"),
    ("6.1.8", "2.0", f"{V}/scores/0/cvss_v3/vectorString", "CVSS:3.1/AV:N", f"{V}/scores/0/cvss_v3/vectorString"),
    ("6.1.9", "2.0", f"{V}/scores/0/cvss_v3/baseScore", 5.0, f"{V}/scores/0/cvss_v3/baseScore"),
    ("6.1.10", "2.0", f"{V}/scores/0/cvss_v3/scope", "CHANGED", f"{V}/scores/0/cvss_v3/scope"),
    ("6.1.11", "2.0", f"{V}/cwe", {"id": "CWE-79", "name": "Improper Input Validation"}, f"{V}/cwe/name"),
    ("6.1.12", "2.0", "/document/lang", "ez", "/document/lang"),
    ("6.1.15", "2.0", "/document/publisher/category", "translator", "/document/source_lang"),
    ("6.1.16", "2.0", f"{T}/version", "2", f"{T}/version"),
    ("6.1.17", "2.0", f"{T}/version", "0", f"{T}/status"),
    ("6.1.18", "2.0", f"{T}/revision_history/0/number", "0", f"{T}/revision_history/0/number"),
    ("6.1.19", "2.0", f"{T}/revision_history/0/number", "1.0.0-a", f"{T}/revision_history/0/number"),
    ("6.1.20", "2.0", f"{T}/version", "1.0.0-a", f"{T}/version"),
    ("6.1.21", "2.0", f"{T}/revision_history/0/number", "7", f"{T}/revision_history"),
    ("6.1.26", "2.0", "/document/category", "Security Advisory", "/document/category"),
    ("6.1.28", "2.0", "/document/source_lang", "EN", "/document/source_lang"),
    ("6.1.30", "2.0", f"{T}/version", "1.0.0", f"{T}/version"),
    ("6.1.31", "2.0", "/product_tree/branches/0/branches/0/branches/0/name", "before 2", "…/0/name"),
    ("6.1.27.12", "2.1", f"{V}/product_status", {"fixed": ["P2"]}, f"{V}/product_status/known_affected"),
    ("6.1.27.13", "2.1", f"{V}/product_status/fixed", ["P3"], f"{V}/product_status/fixed/0"),
    (
        "6.1.35",
        "2.1",
        f"{V}/remediations/-",
        {"category": "none_available", "product_ids": ["P1"]},
        f"{V}/remediations/1",
    ),
    ("6.1.36", "2.1", f"{V}/remediations/0/product_ids", ["P2"], f"{V}/remediations/0"),
    ("6.1.37", "2.1", f"{T}/current_release_date", "2026-02-03t04:05:06Z", f"{T}/current_release_date"),
    ("6.1.45", "2.1", f"{V}/disclosure_date", LATER, f"{V}/disclosure_date"),
    ("6.1.46", "2.1", f"{V}/metrics/0/content/ssvc_v2", SSVC, f"{V}/metrics/0/content/ssvc_v2"),
    ("6.1.54", "2.1", "/document/license_expression", "free for all", "/document/license_expression"),
    ("6.1.55", "2.1", "/document/license_expression", "LicenseRef-pumps.example-1", "/document/notes"),
    ("6.1.62", "2.1", f"{V}/discovery_date", LATER, f"{V}/discovery_date"),
    ("6.2.2", "2.0", f"{V}/remediations", [], f"{V}/product_status/known_affected/0"),
    ("6.2.11", "2.0", "/document/references/0/url", "https://pumps.example.com/other.json", "/document/references"),
    ("6.2.14", "2.0", "/document/lang", "qtx", "/document/lang"),
    ("6.2.15", "2.0", "/document/lang", "i-default", "/document/lang"),
    ("6.2.17", "2.0", f"{V}/ids", [{"system_name": "x", "text": "CVE-2026-0002"}], f"{V}/ids/0/text"),
    ("6.2.20", "2.0", "/document/more", 1, "/document/more"),
    ("6.2.22", "2.1", "/document/title", "PUMP-1: a hole", "/document/title"),
    ("6.2.33", "2.1", f"{V}/disclosure_date", LATER, f"{V}/disclosure_date"),
    ("6.2.45", "2.1", "/document/license_expression", "Pump-1.0", "/document/license_expression"),
    ("6.3.2", "2.0", f"{V}/scores/0/cvss_v3/version", "3.0", f"{V}/scores/0/cvss_v3/version"),
    ("6.3.11", "2.0", "/product_tree/branches/0/branches/0/branches/0/name", "v1.0", "…/0/name"),
]


@pytest.mark.parametrize(("test", "version", "where", "what", "path"), CHANGES)
def test_one_change_fails_one_test(test: str, version: str, where: str, what: Any, path: str) -> None:
    make = A.advisory if version == "2.0" else A.advisory_2_1
    assert test not in failed(make())
    found = failed(A.put(make(), where, what))
    assert test in found
    assert any(each == path or (path.startswith("…") and each.endswith(path[1:])) for each in found[test])


def test_ranges_of_versions() -> None:
    place = "/product_tree/branches/0/branches/0/branches/0"
    for name, expected in {
        "vers:npm/>=1.0.0|<2.0.0": set(),
        ">=1.0|<2.0": set(),
        "vers:all/*": set(),
        "vers:npm/<2.0.0|>=1.0.0": {"6.1.50"},
        "vers:npm/>=1.0.0|>=1.5.0": {"6.1.50", "6.2.49"},
        "all versions": {"6.1.50"},
        "vers:npm/1.0.0": {"6.1.59"},
        "4.2": {"6.1.50", "6.1.59"},
        ">=4.2": {"6.2.49"},
    }.items():
        document = A.put(A.advisory_2_1(), f"{place}/category", "product_version_range")
        found = failed(A.put(document, f"{place}/name", name))
        assert found.keys() & {"6.1.50", "6.1.59", "6.2.49"} == expected, name


def test_package_urls_keep_the_rules_of_their_type() -> None:
    place = "/product_tree/branches/0/branches/0/branches/0/product/product_identification_helper"
    for purl, fits in {
        "pkg:maven/com.example/pump@1.0": True,
        "pkg:maven/pump@1.0": False,
        "pkg:maven/@1.0": False,
        "pkg:pypi/pumps/pump@1.0": False,
        "pkg:golang/stdlib@1.22.0": True,
        "pkg:npm/%40pumps/pump@1.0": True,
        "pkg:npm/%zz": False,
    }.items():
        assert ("6.1.13" not in failed(A.put(A.advisory(), place, {"purl": purl}))) is fits, purl
    two = {"purls": ["pkg:npm/pump@1.0?a=b", "pkg:npm/pump@1.0"]}
    assert "6.1.42" not in failed(A.put(A.advisory_2_1(), place, two))
    assert "6.1.42" in failed(A.put(A.advisory_2_1(), place, {"purls": ["pkg:npm/pump@1.0", "pkg:npm/pump@1.1"]}))


def test_metrics_beside_a_vector_are_taken_into_the_score() -> None:
    vector = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"
    score = {"baseScore": 9.3, "baseSeverity": "CRITICAL", "vectorString": vector, "version": "4.0"}
    place = f"{V}/metrics/0/content/cvss_v4"
    assert not failed(A.put(A.advisory_2_1(), place, score)).keys() & {"6.1.8", "6.1.9", "6.1.10"}
    less = {**score, "baseScore": 8.9, "baseSeverity": "HIGH", "exploitMaturity": "PROOF_OF_CONCEPT"}
    assert not failed(A.put(A.advisory_2_1(), place, less)).keys() & {"6.1.8", "6.1.9", "6.1.10"}
    assert "6.1.9" in failed(A.put(A.advisory_2_1(), place, {**less, "baseScore": 5.0}))
    turned = {**score, "vectorString": vector.replace("AV:N/AC:L", "AC:L/AV:N")}
    assert "6.1.8" in failed(A.put(A.advisory_2_1(), place, turned))
    assert "6.1.8" in failed(A.put(A.advisory_2_1(), place, {**score, "threatScore": 9.3}))


def test_weaknesses_by_version() -> None:
    place = f"{V}/cwes"
    xss = "Improper Neutralization of Input During Web Page Generation ('Cross-site Scripting')"
    for number, name, version, fits in (
        ("79", xss, "4.13", True),
        ("79", "Improper Input Validation", "4.13", False),
        ("1419", "Incorrect Initialization of Resource", "4.12", False),
        ("1419", "Incorrect Initialization of Resource", "4.13", True),
        ("310", "Cryptographic Issues", "4.13", False),
        ("79", xss, "4.99.1", True),
        ("79", xss, "3.99", False),
        ("999999", "Nothing", "4.13", False),
    ):
        document = A.put(A.advisory_2_1(), place, [{"id": f"CWE-{number}", "name": name, "version": version}])
        assert ("6.1.11" not in failed(document)) is fits, (number, name, version)


def test_ssvc_values_have_an_order_and_an_unknown_version_is_told() -> None:
    place = f"{V}/metrics/0/content/ssvc_v2"
    good = {**SSVC, "selections": [POINT]}
    assert "6.1.48" not in failed(A.put(A.advisory_2_1(), place, good))
    turned = {**SSVC, "selections": [{**POINT, "values": [{"key": "P"}, {"key": "N"}]}]}
    assert "6.1.48" in failed(A.put(A.advisory_2_1(), place, turned))
    newer = check(A.put(A.advisory_2_1(), place, {**SSVC, "selections": [{**POINT, "version": "9.0.0"}]}))
    assert any(each.test == "6.1.48" for each in newer.not_run)


def test_a_circle_of_products_is_found_in_both_versions() -> None:
    made = {"name": "Pump in itself", "product_id": "P5"}
    relation = {
        "category": "installed_on",
        "full_product_name": made,
        "product_reference": "P1",
        "relates_to_product_reference": "P5",
    }
    assert "6.1.3" in failed(A.put(A.advisory(), "/product_tree/relationships", [relation]))
    step = {"category": "installed_on", "next_product_reference": "P5"}
    path = {"beginning_product_reference": "P1", "full_product_name": made, "subpaths": [step]}
    assert "6.1.3" in failed(A.put(A.advisory_2_1(), "/product_tree/product_paths", [path]))


def test_a_vex_document_needs_statements_and_ids() -> None:
    document = A.advisory("csaf_vex")
    assert failed(document, mandatory_only=True) == {}
    A.put(document, f"{V}/product_status", {"known_not_affected": ["P1"]})
    A.drop(document, f"{V}/remediations")
    A.drop(document, f"{V}/cve")
    assert failed(document, mandatory_only=True).keys() == {"6.1.27.8", "6.1.27.9"}
    flag = {"group_ids": ["G1"], "label": "component_not_present"}
    A.put(A.put(document, f"{V}/flags", [flag]), f"{V}/cve", "CVE-2026-0001")
    assert failed(document, mandatory_only=True) == {}


def test_what_cannot_be_decided_is_told_and_not_passed() -> None:
    report = check(A.put(A.advisory_2_1(), f"{V}/cwes", [{"id": "CWE-2000", "name": "New hole", "version": "4.18"}]))
    assert "6.1.11" not in {failure.test for failure in report.failures}
    assert [each.code for each in report.not_run if each.test == "6.1.11"] == ["csaf.not_run.cwe"]
    assert {each.test for each in report.not_run} >= {"6.3.7", "6.3.8", "6.3.16"}


def test_broken_types_do_not_stop_the_tests() -> None:
    for where in ("/document", "/document/tracking", "/product_tree", "/vulnerabilities", V, f"{V}/product_status"):
        broken: tuple[Any, ...] = (None, 1, "x", [], {}, [[]], {"a": {"b": []}})
        for what in broken:
            document = A.put(A.advisory(), where, what)
            A.put(document, "/document", {"csaf_version": "2.0"} if where == "/document" else document["document"])
            report = check(document)
            # An open object of 2.0 may hold anything besides; whatever else stood there does not fit.
            assert not report.is_valid or what == {"a": {"b": []}}
            assert len(report.tests) == 74


def test_a_flood_of_failures_is_counted() -> None:
    many = [f"Q{number}" for number in range(1500)]
    report = check(A.put(A.advisory(), f"{V}/product_status/known_affected", ["P1", *many]))
    assert sum(1 for failure in report.failures if failure.test == "6.1.1") == 1000
    assert report.not_listed["6.1.1"] == 500


def test_every_test_has_texts_with_its_parameters() -> None:
    tests = load_tests()
    assert len({test.id for test in tests}) == len(tests) == 179
    for test in tests:
        for lang in messages.LANGUAGES:
            assert messages.text(test.title, lang)
    for _, version, where, what, _ in CHANGES:
        make = A.advisory if version == "2.0" else A.advisory_2_1
        report = check(A.put(make(), where, what))
        found: list[Failure | Undecided] = [*report.failures, *report.not_run]
        for each in found:
            for lang in messages.LANGUAGES:
                assert "{" not in messages.text(each.code, lang, each.params)
