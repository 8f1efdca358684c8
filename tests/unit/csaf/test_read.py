"""Typed documents: products flattened, groups resolved, both versions alike; and what is refused."""

import gzip
from importlib import util
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from kaname.errors import InputError, UnsupportedError
from kaname.formats.csaf.moments import is_strict, parse_moment
from kaname.formats.csaf.read import read_csaf


def _neighbour(name: str) -> ModuleType:
    spec = util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None and spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


A = _neighbour("advisories")


def test_both_versions_give_the_same_values() -> None:
    for make in (A.advisory, A.advisory_2_1):
        data = msgspec.json.encode(make())
        document = read_csaf(gzip.compress(data))
        assert document.original == data
        assert (document.tracking.id, document.publisher.name, document.category) == (
            "PUMP-1",
            "Pumps",
            "csaf_security_advisory",
        )
        assert document.products["P2"].branches == (
            ("vendor", "Pumps"),
            ("product_name", "Pump"),
            ("product_version", "1.1"),
        )
        found = document.vulnerabilities[0]
        assert found.cve == "CVE-2026-0001"
        assert found.status == {"fixed": ("P2",), "known_affected": ("P1",)}
        assert [(each.version, each.score, each.products) for each in found.scores] == [("3.1", 9.8, ("P1",))]


def test_groups_and_combinations_are_resolved() -> None:
    document = A.put(
        A.advisory(), "/vulnerabilities/0/flags", [{"group_ids": ["G1"], "label": "component_not_present"}]
    )
    relation = {
        "category": "installed_on",
        "full_product_name": {
            "name": "Pump on a wall",
            "product_id": "P7",
            "product_identification_helper": {"cpe": "cpe:/h:pumps:pump:1.0", "purl": "pkg:generic/pump@1.0"},
        },
        "product_reference": "P1",
        "relates_to_product_reference": "P2",
    }
    read = read_csaf(msgspec.json.encode(A.put(document, "/product_tree/relationships", [relation])))
    assert read.vulnerabilities[0].flags[0].products == ("P1", "P2")
    assert [(each.product, each.begin, each.steps) for each in read.relationships] == [
        ("P7", "P1", (("installed_on", "P2"),))
    ]
    assert read.products["P7"].purls == ("pkg:generic/pump@1.0",)
    assert read.products["P7"].cpes == ("cpe:/h:pumps:pump:1.0",)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "formats.json_truncated"),
        (b"{", "formats.json_truncated"),
        (b"[]", "csaf.not_csaf"),
        (b"null", "csaf.not_csaf"),
        (b'{"document": {"csaf_version": 2}}', "csaf.not_csaf"),
        (b"[" * 100_000, "formats.json_too_deep"),
        (b"\xff\xfe\x00", "formats.invalid_text"),
        (b"\x1f\x8b\x00", "formats.compression_damaged"),
    ],
)
def test_what_is_no_csaf_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as refusal:
        read_csaf(data)
    assert refusal.value.code == code


def test_another_version_is_refused() -> None:
    with pytest.raises(UnsupportedError) as refusal:
        read_csaf(b'{"document": {"csaf_version": "1.2"}}')
    assert (refusal.value.code, refusal.value.path) == ("csaf.version", "document.csaf_version")


@pytest.mark.parametrize(
    ("text", "is_date", "strict"),
    [
        ("2026-01-02T03:04:05Z", True, True),
        ("2026-01-02T03:04:05.123456789+09:00", True, True),
        ("2026-01-02t03:04:05Z", True, False),
        ("2026-01-02 03:04:05Z", True, False),
        ("2026-01-02T03:04:05z", True, False),
        ("2016-12-31T23:59:60Z", True, False),
        ("2017-01-01T08:59:60+09:00", True, False),
        ("2016-12-31T12:59:60Z", False, False),
        ("2026-01-02T03:04:05", False, False),
        ("2026-02-30T03:04:05Z", False, False),
        ("2026-01-02T24:00:00Z", False, False),
        ("2026-01-02T03:04:05+24:00", False, False),
        ("2026-01-02T03:04:05Z\n", False, False),
    ],
)
def test_dates(text: str, is_date: bool, strict: bool) -> None:
    assert (parse_moment(text) is not None, is_strict(text)) == (is_date, strict)


def test_dates_compare_across_zones_and_fractions() -> None:
    one, same, later = (
        parse_moment(each)
        for each in ("2026-01-01T09:00:00+09:00", "2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.0000001Z")
    )
    assert one is not None and same is not None and later is not None
    assert one == same < later
