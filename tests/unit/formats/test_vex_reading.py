"""Statement documents: what is read out of each format, what is refused, what stays when a part changes."""

import json
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec
import pytest

from kaname.errors import KanameError
from kaname.formats.csaf.read import check_csaf
from kaname.formats.csaf.statements import write_csaf_vex
from kaname.formats.csaf.statements.write import Publisher
from kaname.formats.cyclonedx_vex import read_cyclonedx_vex, write_cyclonedx_vex
from kaname.formats.openvex import read_openvex, write_openvex
from kaname.formats.vex import read_vex
from kaname.model.statement import ProductRef, Statement

NOW = datetime(2026, 11, 21, tzinfo=UTC)
ENTRY: dict[str, Any] = {
    "vulnerability": {"name": "CVE-2020-0001", "aliases": ["GHSA-1"], "description": "x"},
    "products": [{"@id": "pkg:npm/a@1", "subcomponents": [{"@id": "pkg:npm/b@2"}]}],
    "status": "not_affected",
    "justification": "component_not_present",
}


def openvex(*entries: Any, **more: Any) -> bytes:
    tree = {
        "@context": "https://openvex.dev/ns/v0.2.0",
        "@id": "doc",
        "author": "A",
        "timestamp": "2026-01-01T00:00:00Z",
    }
    return json.dumps({**tree, "statements": list(entries), **more}).encode()


def cyclonedx(*vulnerabilities: Any, **more: Any) -> bytes:
    tree = {"bomFormat": "CycloneDX", "specVersion": "1.6", "vulnerabilities": list(vulnerabilities)}
    return json.dumps({**tree, **more}).encode()


def test_openvex_inherits_from_its_document() -> None:
    (found,) = read_openvex(openvex(ENTRY)).statements
    assert (found.issuer, found.issued, found.aliases) == ("A", "2026-01-01T00:00:00Z", ("GHSA-1",))
    assert found.products[0].purls == ("pkg:npm/a@1",)
    assert found.products[0].parts[0].purls == ("pkg:npm/b@2",)
    later = {**ENTRY, "timestamp": "2026-02-01T00:00:00Z"}
    assert read_openvex(openvex(later)).statements[0].issued == "2026-02-01T00:00:00Z"


def test_openvex_of_the_first_version_has_plain_texts() -> None:
    entry = {"vulnerability": "CVE-1", "products": ["pkg:npm/a@1"], "subcomponents": ["pkg:npm/b@2"], "status": "fixed"}
    data = openvex(entry, **{"@context": "https://openvex.dev/ns/v0.0.1"})
    (found,) = read_openvex(data).statements
    assert found.products[0].parts[0].purls == ("pkg:npm/b@2",)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"status": "fine"}, "vex.unknown_status"),
        ({"status": 3}, "vex.unknown_status"),
        ({"vulnerability": {}}, "vex.no_vulnerability"),
        ({"vulnerability": None}, "vex.no_vulnerability"),
        ({"products": []}, "vex.no_product"),
        ({"products": "pkg:npm/a"}, "vex.no_product"),
        ({"justification": "because"}, "vex.unknown_justification"),
    ],
)
def test_a_statement_that_says_nothing_usable_is_named_and_the_others_are_read(change: Any, code: str) -> None:
    document = read_openvex(openvex({**ENTRY, **change}, ENTRY, 7))
    assert len(document.statements) == 1
    assert [(one.code, one.path.partition(".")[0]) for one in document.problems] == [
        (code, "statements[0]"),
        ("vex.not_a_statement", "statements[2]"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "formats.json_truncated"),
        (b"[]", "vex.not_vex"),
        (b"7", "vex.not_vex"),
        (b'{"bomFormat": "CycloneDX"}', "vex.not_vex"),
        (b'{"statements": []}', "vex.not_vex"),
        (b'{"@context": "https://openvex.dev/ns/v9"}', "vex.version"),
        (b'{"@context": "https://openvex.dev/ns", "statements": {}}', "vex.no_statements"),
        (b'{"document": {"csaf_version": "9"}}', "csaf.version"),
        (b"[" * 100_000, "formats.json_too_deep"),
        (b"\xff\xfe\x00\xd8", "formats."),
    ],
)
def test_what_is_no_statement_document_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(KanameError) as refused:
        read_vex(data)
    assert refused.value.code.startswith(code)


def test_a_changed_statement_keeps_what_was_not_understood() -> None:
    base = read_openvex(openvex({**ENTRY, "x": 1}, {"status": "broken"}, {**ENTRY, "y": 2}, z=3))
    first, second = base.statements
    changed = msgspec.structs.replace(first, status="fixed", justification=None)
    new = Statement(id="n", vulnerability="CVE-9", status="fixed", products=(ProductRef(id="p"),), issuer="A")
    written, losses = write_openvex((changed, second, new), identifier="", author="", now=NOW, base=base)
    tree = json.loads(written)
    assert tree["z"] == 3
    assert [entry.get("status") for entry in tree["statements"]] == ["fixed", "broken", "not_affected", "fixed"]
    assert tree["statements"][0]["x"] == 1
    assert "justification" not in tree["statements"][0]
    assert tree["statements"][2] == {**ENTRY, "y": 2}
    assert not losses
    assert len(json.loads(write_openvex((), identifier="", author="", now=NOW, base=base)[0])["statements"]) == 1


def test_cyclonedx_versions_may_have_states_of_their_own() -> None:
    versions = [
        {"version": "1", "status": "affected"},
        {"range": "vers:npm/>=2", "status": "unaffected"},
        {"version": "3", "status": "unknown"},
    ]
    vulnerability = {
        "id": "CVE-1",
        "analysis": {"state": "exploitable"},
        "affects": [{"ref": "pkg:npm/a", "versions": versions}],
    }
    found = read_cyclonedx_vex(cyclonedx(vulnerability)).statements
    assert {one.status: one.products[0].versions or one.products[0].version for one in found} == {
        "affected": "1",
        "not_affected": "vers:npm/>=2",
        "under_investigation": "3",
    }


def test_cyclonedx_without_analysis_is_no_statement() -> None:
    document = read_cyclonedx_vex(cyclonedx({"id": "CVE-1", "affects": [{"ref": "x"}]}))
    assert (document.statements, document.problems) == ((), ())


def test_cyclonedx_within_its_product_and_through_a_link() -> None:
    metadata = {"component": {"bom-ref": "root", "name": "app", "version": "1", "purl": "pkg:generic/app@1"}}
    components = [{"bom-ref": "c", "name": "a", "purl": "pkg:npm/a@1"}]
    analysis = {"state": "not_affected", "justification": "code_not_reachable", "response": ["update"], "detail": "why"}
    refs = [{"ref": "c"}, {"ref": "urn:cdx:abc/1#pkg:npm/b@1"}, {"ref": "root"}]
    vulnerability = {"id": "CVE-1", "analysis": analysis, "affects": refs}
    (found,) = read_cyclonedx_vex(cyclonedx(vulnerability, metadata=metadata, components=components)).statements
    within, linked, whole = found.products
    assert (within.purls, within.parts[0].purls) == (("pkg:generic/app@1",), ("pkg:npm/a@1",))
    assert (linked.bom, linked.parts[0].purls) == ("urn:uuid:abc", ("pkg:npm/b@1",))
    assert whole.purls == ("pkg:generic/app@1",)
    assert (found.justification, found.justification_word) == (
        "vulnerable_code_not_in_execute_path",
        "code_not_reachable",
    )
    assert (found.impact, found.responses) == ("why", ("update",))


def test_a_changed_cyclonedx_vulnerability_keeps_its_ratings() -> None:
    vulnerability = {
        "id": "CVE-1",
        "ratings": [{"score": 9.8}],
        "analysis": {"state": "in_triage"},
        "affects": [{"ref": "pkg:npm/a@1"}],
    }
    base = read_cyclonedx_vex(cyclonedx(vulnerability, components=[{"bom-ref": "pkg:npm/a@1", "name": "a"}]))
    changed = msgspec.structs.replace(base.statements[0], status="affected", action="update")
    tree = json.loads(write_cyclonedx_vex((changed,), author="", now=NOW, base=base)[0])
    (entry,) = tree["vulnerabilities"]
    assert (entry["ratings"], entry["analysis"]["state"], entry["recommendation"]) == (
        [{"score": 9.8}],
        "exploitable",
        "update",
    )


def test_a_range_is_never_widened() -> None:
    product = ProductRef(id="pkg:npm/a", purls=("pkg:npm/a",), versions="vers:npm/<2.0.0")
    named = ProductRef(id="thing", version="1.0")
    statement = Statement(id="s", vulnerability="CVE-1", status="not_affected", products=(product, named), impact="x")
    tree = json.loads(write_openvex((statement,), identifier="i", author="a", now=NOW)[0])
    assert [one["@id"] for one in tree["statements"][0]["products"]] == [
        "pkg:npm/a?vers=vers:npm%2F%3C2.0.0",
        "thing@1.0",
    ]


def test_same_statements_same_time_same_bytes() -> None:
    statements = read_openvex(openvex(ENTRY)).statements
    assert write_cyclonedx_vex(statements, author="A", now=NOW) == write_cyclonedx_vex(statements, author="A", now=NOW)


def test_one_vulnerability_under_two_ids_is_one_in_csaf() -> None:
    from kaname.formats.csaf.read import check_csaf
    from kaname.formats.csaf.statements import write_csaf_vex
    from kaname.formats.csaf.statements.write import Publisher

    first = Statement(
        id="1", vulnerability="GHSA-1", aliases=("CVE-2020-0001",), status="fixed", products=(ProductRef(id="a"),)
    )
    second = Statement(id="2", vulnerability="CVE-2020-0001", status="fixed", products=(ProductRef(id="b"),))
    data, _ = write_csaf_vex(
        (first, second),
        identifier="EX-1",
        publisher=Publisher(name="E", namespace="https://example.com"),
        title="t",
        now=NOW,
    )
    assert len(json.loads(data)["vulnerabilities"]) == 1
    assert not [one for one in check_csaf(data, now=NOW).failures if one.mandatory]


XML = """<?xml version="1.0" encoding="{encoding}"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.5" serialNumber="urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79" version="1">
  <metadata><supplier><name>株式会社例</name></supplier>
    <component type="application" bom-ref="app"><name>App</name><version>1</version><purl>pkg:generic/app@1</purl></component>
  </metadata>
  <components><component type="library" bom-ref="c"><name>c</name><purl>pkg:npm/c@1</purl></component></components>
  <vulnerabilities><vulnerability><id>CVE-2020-0001</id>
    <analysis><state>not_affected</state><justification>code_not_reachable</justification>
      <responses><response>update</response></responses><detail>呼び出していません</detail></analysis>
    <affects><target><ref>c</ref></target></affects>
  </vulnerability></vulnerabilities>
</bom>
"""


@pytest.mark.parametrize("encoding", ["UTF-8", "Shift_JIS", "UTF-16"])
def test_cyclonedx_xml_is_read(encoding: str) -> None:
    document = read_vex(XML.format(encoding=encoding).encode(encoding))
    (statement,) = document.statements
    assert (document.format, document.spec_version, document.issuer) == ("cyclonedx", "1.5", "株式会社例")
    assert (statement.status, statement.justification) == ("not_affected", "vulnerable_code_not_in_execute_path")
    assert (statement.impact, statement.responses) == ("呼び出していません", ("update",))
    assert statement.products[0].purls == ("pkg:generic/app@1",)
    assert statement.products[0].parts[0].purls == ("pkg:npm/c@1",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (XML.format(encoding="UTF-8")[:-20], "formats.xml_syntax"),
        (XML.format(encoding="UTF-8").replace("<bom", "<!DOCTYPE bom [<!ENTITY x 'y'>]><bom"), "formats.xml_dtd"),
        (XML.format(encoding="UTF-8").partition("<vulnerabilities>")[0] + "</bom>", "vex.not_cyclonedx_vex"),
        ("<html></html>", "vex.not_vex"),
    ],
)
def test_xml_that_is_no_statement_document(text: str, code: str) -> None:
    with pytest.raises(KanameError) as caught:
        read_vex(text.encode())
    assert caught.value.code.startswith(code)


def _nested(version: Literal["2.0", "2.1"]) -> Statement:
    """A statement about C within B within A, through the writer and the reader of CSAF."""
    inner = ProductRef(id="pkg:npm/c@1", purls=("pkg:npm/c@1",))
    middle = ProductRef(id="pkg:npm/b@1", purls=("pkg:npm/b@1",), parts=(inner,))
    whole = ProductRef(id="pkg:npm/a@1", purls=("pkg:npm/a@1",), parts=(middle,))
    statement = Statement(id="1", vulnerability="CVE-2020-0001", status="fixed", products=(whole,))
    publisher = Publisher(name="Example", namespace="https://example.com")
    written, losses = write_csaf_vex(
        [statement], identifier="EX-1", publisher=publisher, title="t", now=NOW, version=version
    )
    assert not losses
    assert not [one for one in check_csaf(written, now=NOW).failures if one.mandatory]
    return read_vex(written).statements[0]


@pytest.mark.parametrize("version", ["2.0", "2.1"])
def test_products_of_several_steps_come_back_as_chains(version: Literal["2.0", "2.1"]) -> None:
    (whole,) = _nested(version).products
    (middle,) = whole.parts
    (inner,) = middle.parts
    assert [one.purls for one in (whole, middle, inner)] == [("pkg:npm/a@1",), ("pkg:npm/b@1",), ("pkg:npm/c@1",)]


def test_a_product_path_of_two_steps_is_one_chain() -> None:
    def product(name: str) -> dict[str, object]:
        helper = {"purls": [f"pkg:npm/{name}@1"]}
        return {"name": name, "product_id": name, "product_identification_helper": helper}

    steps = [("default_component_of", "b"), ("installed_on", "a")]
    path = {
        "beginning_product_reference": "c",
        "full_product_name": {"name": "c in b on a", "product_id": "abc"},
        "subpaths": [{"category": word, "next_product_reference": name} for word, name in steps],
    }
    document = {
        "document": {"csaf_version": "2.1", "tracking": {"id": "x"}, "publisher": {"name": "n"}, "title": "t"},
        "product_tree": {"full_product_names": [product(name) for name in "abc"], "product_paths": [path]},
        "vulnerabilities": [{"cve": "CVE-2020-0001", "product_status": {"fixed": ["abc"]}}],
    }
    (whole,) = read_vex(json.dumps(document).encode()).statements[0].products
    assert (whole.purls, whole.parts[0].purls, whole.parts[0].parts[0].purls) == (
        ("pkg:npm/a@1",),
        ("pkg:npm/b@1",),
        ("pkg:npm/c@1",),
    )


def test_a_product_made_of_itself_ends() -> None:
    relation = {
        "category": "default_component_of",
        "product_reference": "r",
        "relates_to_product_reference": "r",
        "full_product_name": {"name": "r", "product_id": "r"},
    }
    document = {
        "document": {"csaf_version": "2.0", "tracking": {"id": "x"}},
        "product_tree": {"relationships": [relation]},
        "vulnerabilities": [{"cve": "CVE-2020-0001", "product_status": {"fixed": ["r"]}}],
    }
    assert read_vex(json.dumps(document).encode()).statements[0].products[0].id == "r"


@pytest.mark.parametrize("to", ["openvex", "cyclonedx"])
def test_what_a_format_cannot_chain_is_narrowed_to_the_nearest_part_and_reported(to: str) -> None:
    statement = _nested("2.0")
    if to == "openvex":
        written, losses = write_openvex([statement], identifier="i", author="Example", now=NOW)
    else:
        written, losses = write_cyclonedx_vex([statement], author="Example", now=NOW)
    assert ("statements[0].products[0].parts[0].parts", "loss.narrowed") in [(one.path, one.reason) for one in losses]
    (product,) = read_vex(written).statements[0].products
    assert [part.purls for part in product.parts] == [("pkg:npm/b@1",)]
