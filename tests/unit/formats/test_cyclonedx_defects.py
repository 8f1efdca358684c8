"""CycloneDX documents with defects: what is kept, what is listed, what is refused."""

import json
import time
from typing import Any

import pytest

from kaname.errors import InputError
from kaname.formats import extras, read_sbom
from kaname.model.sbom import Relationship, Sbom


def read(**fields: Any) -> Sbom:
    return read_sbom(json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", **fields}).encode())


def codes(sbom: Sbom) -> list[tuple[str, str]]:
    return [(each.code, each.path) for each in sbom.problems]


def lib(name: str, **fields: Any) -> dict[str, Any]:
    return {"type": "library", "name": name, **fields}


def test_one_wrong_type_loses_one_field() -> None:
    sbom = read(
        components=[
            lib("a", version=1.10, purl="pkg:npm/a@1.10"),
            lib("b", hashes="none", cpe=["x"], purl="pkg:npm/b@1"),
            "c",
            lib("d", licenses=[{"license": {"id": "MIT"}}, 5, {"license": {"id": 7}}]),
        ],
        dependencies=[{"ref": "a", "dependsOn": "b"}],
        version="one",
    )
    assert [each.name for each in sbom.components] == ["a", "b", "", "d"]
    assert sbom.components[0].version == "1.1"  # as the JSON text says it
    assert [each.purl for each in sbom.components[:2]] == ["pkg:npm/a@1.10", "pkg:npm/b@1"]
    assert [claim.value for claim in sbom.components[3].licenses] == ["MIT", "7"]
    found = codes(sbom)
    assert ("cyclonedx.number_as_text", "components[0].version") in found
    assert ("formats.json_type", "components[1].hashes") in found
    assert ("formats.json_type", "components[1].cpe") in found
    assert ("formats.json_type", "components[2]") in found
    assert ("cyclonedx.no_name", "components[2]") in found
    assert ("formats.json_type", "components[3].licenses[1]") in found
    assert ("cyclonedx.number_as_text", "components[3].licenses[2].license.id") in found
    assert ("formats.json_type", "version") in found
    assert ("formats.json_type", "dependencies[0].dependsOn") in found


def test_a_number_is_kept_as_written() -> None:
    data = b'{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"a","version":1.10}]}'
    assert read_sbom(data).components[0].version == "1.10"


def test_components_of_a_wrong_type() -> None:
    sbom = read(components={"a": 1}, metadata=[])
    assert sbom.components == ()
    assert {path for _, path in codes(sbom)} == {"components", "metadata"}


def test_duplicate_refs_keep_both() -> None:
    sbom = read(components=[lib("a", **{"bom-ref": "x"}), lib("b", **{"bom-ref": "x"}), lib("c", **{"bom-ref": "x"})])
    assert [each.ref for each in sbom.components] == ["x", "components[1]", "components[2]"]
    assert codes(sbom) == [("cyclonedx.duplicate_ref", "components[1]"), ("cyclonedx.duplicate_ref", "components[2]")]


def test_a_ref_that_looks_like_a_path_stays_unique() -> None:
    sbom = read(components=[lib("a", **{"bom-ref": "components[1]"}), lib("b"), lib("c", **{"bom-ref": ""})])
    assert [each.ref for each in sbom.components] == ["components[1]", "components[1]#2", "components[2]"]


def test_cycles_are_fine() -> None:
    sbom = read(
        components=[lib("a", **{"bom-ref": "a"}), lib("b", **{"bom-ref": "b"})],
        dependencies=[{"ref": "a", "dependsOn": ["b", "a"]}, {"ref": "b", "dependsOn": ["a"]}],
    )
    assert sbom.problems == ()
    assert len(sbom.relationships) == 3


def test_dangling_edges_are_listed() -> None:
    sbom = read(
        components=[lib("a", **{"bom-ref": "a"}), lib("b", purl="pkg:npm/b@1")],
        services=[{"bom-ref": "s", "name": "s", "services": [{"bom-ref": "t", "name": "t"}]}],
        dependencies=[
            {"ref": "a", "dependsOn": ["nowhere", "pkg:npm/b@1", "t"]},
            {"ref": "gone"},
            {"dependsOn": ["a"]},
        ],
    )
    assert sbom.relationships == (Relationship("a", "depends_on", "components[1]"),)
    assert codes(sbom) == [
        ("cyclonedx.dangling_ref", "dependencies[0].dependsOn[0]"),
        ("cyclonedx.ref_by_purl", "dependencies[0].dependsOn[1]"),
        ("cyclonedx.dangling_ref", "dependencies[1].ref"),
        ("cyclonedx.dangling_ref", "dependencies[2].ref"),
        ("cyclonedx.service_dependencies", "dependencies"),
    ]


def test_doubtful_values_are_listed_and_kept() -> None:
    sbom = read(
        serialNumber="urn:uuid:no",
        components=[
            {"name": "a"},
            {"type": "gadget", "scope": "maybe"},
            lib(
                "c",
                hashes=[
                    {"alg": "SHA-1", "content": "xyz"},
                    {"alg": "CRC", "content": "ab"},
                    {"alg": "MD5", "content": "ab"},
                ],
            ),
            lib(
                "d",
                licenses=[
                    {},
                    {
                        "license": {
                            "id": "X",
                            "acknowledgement": "guessed",
                            "text": {"content": "é", "encoding": "base64"},
                        }
                    },
                ],
            ),
            lib("e", externalReferences=[{"type": "vcs"}], purl="not a purl"),
        ],
        compositions=[{"aggregate": "nearly"}],
    )
    assert codes(sbom) == [
        ("cyclonedx.serial_number", "serialNumber"),
        ("cyclonedx.no_type", "components[0]"),
        ("cyclonedx.no_name", "components[1]"),
        ("cyclonedx.unknown_type", "components[1].type"),
        ("cyclonedx.unknown_scope", "components[1].scope"),
        ("cyclonedx.hash_not_hex", "components[2].hashes[0].content"),
        ("cyclonedx.unknown_hash_algorithm", "components[2].hashes[1].alg"),
        ("cyclonedx.hash_length", "components[2].hashes[2].content"),
        ("cyclonedx.empty_license", "components[3].licenses[0]"),
        ("cyclonedx.unknown_acknowledgement", "components[3].licenses[1].license.acknowledgement"),
        ("cyclonedx.license_text_encoding", "components[3].licenses[1].license.text.content"),
        ("cyclonedx.reference_without_url", "components[4].externalReferences[0]"),
        ("cyclonedx.unknown_aggregate", "compositions[0].aggregate"),
    ]
    assert sbom.components[4].purl == "not a purl"


def test_the_list_of_problems_is_cut_and_says_so() -> None:
    sbom = read(components=[{"name": "a"}] * 1500)
    assert len(sbom.problems) == 201
    assert sbom.problems[-1].params == {"repeated": "cyclonedx.no_type", "count": 1300}


def test_missing_and_odd_spec_versions() -> None:
    assert codes(read_sbom(b'{"bomFormat": "CycloneDX"}')) == [("cyclonedx.no_spec_version", "specVersion")]
    assert codes(read(specVersion="new")) == [("cyclonedx.unclear_spec_version", "specVersion")]
    assert read(specVersion=1.4).spec_version == "1.4"


@pytest.mark.parametrize(
    ("prolog", "code"),
    [
        ('<!DOCTYPE bom [<!ENTITY a "b">]>', "formats.xml_dtd"),
        ('<!DOCTYPE bom SYSTEM "http://evil.example/x.dtd">', "formats.xml_dtd"),
        ('<!DOCTYPE bom [<!ENTITY f SYSTEM "file:///etc/passwd">]>', "formats.xml_dtd"),
        ('<!DOCTYPE b [<!ENTITY a "' + "x" * 99 + '"><!ENTITY b "' + "&a;" * 99 + '">]>', "formats.xml_dtd"),
        ('<?xml version="1.0" encoding="klingon"?>', "formats.xml_encoding"),
    ],
)
def test_dangerous_xml_is_refused(prolog: str, code: str) -> None:
    text = prolog + '<bom xmlns="http://cyclonedx.org/schema/bom/1.4"><components/></bom>'
    with pytest.raises(InputError) as caught:
        read_sbom(text.encode())
    assert caught.value.code == code


def test_xml_errors_carry_line_and_column() -> None:
    for body in ("<components>\n<component></bom>", "&nothing;", "<components>"):
        with pytest.raises(InputError) as caught:
            read_sbom(f'<bom xmlns="http://cyclonedx.org/schema/bom/1.4">\n{body}'.encode())
        assert caught.value.code == "formats.xml_syntax"
        assert caught.value.path is not None
        assert caught.value.path.startswith("line ")


def test_deep_xml_does_not_crash() -> None:
    deep = "<x>" * 100_000 + "</x>" * 100_000
    sbom = read_sbom(f'<bom xmlns="http://cyclonedx.org/schema/bom/1.4">{deep}</bom>'.encode())
    assert sbom.components == ()
    assert [path for path, _ in extras(sbom)] == ["x"]
    nested = '<component type="library"><name>a</name><components>' * 20_000 + "</components></component>" * 20_000
    text = f'<bom xmlns="http://cyclonedx.org/schema/bom/1.4"><components>{nested}</components></bom>'
    with pytest.raises(InputError, match=r"cyclonedx\.too_deep"):
        read_sbom(text.encode())


def test_xml_in_other_encodings() -> None:
    body = (
        '<bom xmlns="http://cyclonedx.org/schema/bom/1.4"><components>'
        '<component type="library"><name>要</name></component></components></bom>'
    )
    for encoding, name in (
        ("shift_jis", "Shift_JIS"),
        ("euc_jp", "EUC-JP"),
        ("utf-16", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("utf-8", "UTF-8"),
    ):
        data = f'<?xml version="1.0" encoding="{name}"?>{body}'.encode(encoding)
        assert read_sbom(data).components[0].name == "要", name


def test_xml_extras_keep_the_text_and_other_namespaces() -> None:
    text = (
        '<bom xmlns="http://cyclonedx.org/schema/bom/1.4" xmlns:v="http://example/v" version="x">'
        '<components><component type="library"><name>a</name><pedigree><notes>n</notes></pedigree><v:name>no</v:name>'
        "</component></components></bom>"
    )
    sbom = read_sbom(text.encode())
    assert sbom.components[0].name == "a"
    assert codes(sbom) == [("formats.json_type", "version")]
    found = dict(extras(sbom))
    assert "<ns0:notes" in found["components[0].pedigree"] or "notes>n</" in found["components[0].pedigree"]
    assert any("{http://example/v}name" in path for path in found)


def test_two_hundred_thousand_components() -> None:
    one = b'{"type":"library","bom-ref":"r%d","name":"n%d","version":"1","purl":"pkg:npm/n%d@1"}'
    body = b",".join(one % (n, n, n) for n in range(200_000))
    data = b'{"bomFormat":"CycloneDX","specVersion":"1.6","components":[' + body + b"]}"
    began = time.process_time()
    sbom = read_sbom(data)
    assert time.process_time() - began < 10
    assert len(sbom.components) == 200_000
    assert sbom.problems == ()


def test_numbers_past_64_bits_do_not_stop_the_list_of_extras() -> None:
    data = b'{"bomFormat":"CycloneDX","specVersion":"1.6","x":1e400,"y":' + b"9" * 5000 + b',"z":1}'
    assert [path for path, _ in extras(read_sbom(data))] == ["x", "y", "z"]


def test_digests_are_hex_throughout() -> None:
    digest = "0123456789ABCDEF" * 2
    spaced = "01 23456789abcdef" * 2
    contents = [digest, f" {digest.lower()}\n", spaced[:32], "g" * 32, "٠" * 32, digest[:30]]
    sbom = read(components=[lib("a", hashes=[{"alg": "MD5", "content": content} for content in contents])])
    assert [each.value for each in sbom.components[0].hashes] == [digest.lower(), digest.lower(), digest[:30].lower()]
    assert codes(sbom) == [
        ("cyclonedx.hash_not_hex", "components[0].hashes[2].content"),
        ("cyclonedx.hash_not_hex", "components[0].hashes[3].content"),
        ("cyclonedx.hash_not_hex", "components[0].hashes[4].content"),
        ("cyclonedx.hash_length", "components[0].hashes[5].content"),
    ]


def test_an_empty_acknowledgement_is_listed_with_its_place() -> None:
    sbom = read(components=[lib("a", licenses=[{"expression": "MIT", "acknowledgement": ""}])])
    assert codes(sbom) == [("cyclonedx.unknown_acknowledgement", "components[0].licenses[0].acknowledgement")]


def test_properties_are_taken_by_name_and_once() -> None:
    properties = [
        {"name": "syft:cpe23", "value": "cpe:2.3:a:a:a:1:*:*:*:*:*:*:*"},
        {"name": "syft:cpe23", "value": "cpe:2.3:a:b:a:1:*:*:*:*:*:*:*"},
        {"name": "syft:location:12:path", "value": "/a"},
        {"name": "SrcFile", "value": "/a"},
        {"name": "kaname:purl", "value": "pkg:npm/b@1"},
        {"name": "syft:metadata:sourceRpm", "value": "a-1-2.src.rpm"},
    ]
    occurrences = {"occurrences": [{"location": "/b"}, {"location": "/a"}]}
    [component] = read(
        components=[lib("a", cpe="cpe:2.3:a:b:a:1:*:*:*:*:*:*:*", properties=properties, evidence=occurrences)]
    ).components
    assert component.cpes == ("cpe:2.3:a:b:a:1:*:*:*:*:*:*:*", "cpe:2.3:a:a:a:1:*:*:*:*:*:*:*")
    assert component.evidence_paths == ("/b", "/a")
    assert component.purls == ("pkg:npm/b@1",)
    assert component.source_packages == (("a", "1-2"),)
    assert len(component.properties) == 6
