"""Every shared statement document: read, back in its own format without loss, and into the others with a full report."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from msgspec.structs import replace

from kaname.errors import KanameError
from kaname.formats.compression import decompress
from kaname.formats.csaf.read import check_csaf
from kaname.formats.vex import read_vex, xml_from_json
from kaname.formats.vex_losses import leaves
from kaname.model.statement import VexDocument, VexFormat
from kaname.services.statements import FORMATS, export_statements
from kaname.triage.context import Context

NOW = datetime(2026, 11, 21, tzinfo=UTC)
CONTEXT = Context(organisation="Example", website="https://example.com")
# Documents that are read, but hold nothing that is a statement about a product.
WITHOUT_STATEMENTS = {"Use-Cases/Case-7/vex.json": 1, "vexctl/pkg__ctl__testdata__test.vex.json": 2}


def documents(folder: Path) -> list[tuple[str, VexDocument]]:
    found = []
    for path in sorted((folder / "vex").rglob("*.json*")):
        try:
            found.append((str(path.relative_to(folder / "vex")), read_vex(path.read_bytes())))
        except KanameError as error:
            assert error.code == "vex.not_vex", path
    return found


def export(document: VexDocument, to: VexFormat) -> tuple[bytes, set[str]]:
    exported = export_statements(
        statements=document.statements, to=to, context=CONTEXT, now=NOW, source=document, identifier="EXAMPLE-1"
    )
    return exported.data, {loss.path for loss in exported.losses}


def test_every_document_comes_back_in_its_own_format(data: Path) -> None:
    found = documents(data)
    assert len(found) > 60
    assert {document.format for _, document in found} == {"openvex", "cyclonedx", "csaf"}
    for name, document in found:
        written, losses = export(document, document.format)
        assert json.loads(written) == json.loads(document.data), name
        assert not losses, name


def test_what_is_not_a_statement_is_named(data: Path) -> None:
    problems = {name: len(document.problems) for name, document in documents(data) if document.problems}
    assert {name: count for name, count in problems.items() if not name.endswith(tuple(WITHOUT_STATEMENTS))} == {}
    assert sorted(problems.values()) == [1, 2]


@pytest.mark.parametrize("to", FORMATS)
def test_every_leaf_is_carried_over_or_reported(data: Path, to: VexFormat) -> None:
    for name, document in documents(data):
        if document.format == to or not document.statements or len(document.statements) > 1000:
            continue
        written, losses = export(document, to)
        there = {value for _, value in leaves(json.loads(written)) if isinstance(value, str)}
        for path, value in leaves(json.loads(document.data)):
            said = isinstance(value, str) and value in there
            short = not isinstance(value, str) or len(value) < 4
            assert said or short or path in losses, f"{name}: {path} = {value!r}"


def test_statements_survive_a_conversion(data: Path) -> None:
    for name, document in documents(data):
        if not document.statements or len(document.statements) > 1000:
            continue
        for to in ("openvex", "cyclonedx"):
            again = read_vex(export(document, to)[0])
            wanted = {(one.vulnerability, one.status) for one in document.statements}
            assert {(one.vulnerability, one.status) for one in again.statements} == wanted, f"{name} to {to}"


@pytest.mark.parametrize("version", ["2.0", "2.1"])
def test_csaf_that_we_write_passes_the_mandatory_tests(data: Path, version: Literal["2.0", "2.1"]) -> None:
    for name, document in documents(data):
        if not document.statements or len(document.statements) > 200:
            continue
        exported = export_statements(
            statements=document.statements, to="csaf", context=CONTEXT, now=NOW, csaf_version=version, identifier="EX-1"
        )
        report = check_csaf(exported.data, now=NOW)
        assert not [one for one in report.failures if one.mandatory], name
        # A product has one status per vulnerability in CSAF; contradictions inside a document are reported as lost.
        wanted = {one.status for one in document.statements}
        assert {one.status for one in read_vex(exported.data).statements} <= wanted, name


def test_openvex_that_we_write_fits_the_official_schema(data: Path) -> None:
    import jsonschema

    schema = json.loads((data / "vex" / "openvex-spec" / "openvex_json_schema.json").read_bytes())
    for name, document in documents(data):
        if not document.statements or len(document.statements) > 200 or document.format == "openvex":
            continue
        errors = list(jsonschema.Draft202012Validator(schema).iter_errors(json.loads(export(document, "openvex")[0])))
        assert not errors, f"{name}: {errors[0].message}"


def test_cyclonedx_that_we_write_fits_the_official_schema(data: Path) -> None:
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    validator = JsonStrictValidator(SchemaVersion.V1_6)
    for name, document in documents(data):
        if not document.statements or len(document.statements) > 200 or document.format == "cyclonedx":
            continue
        assert validator.validate_str(export(document, "cyclonedx")[0].decode()) is None, name


def test_a_compressed_hub_is_read(data: Path) -> None:
    path = data / "vex" / "rancher-vexhub" / "pkg__golang__k8s.io__kube-proxy__scan.openvex.json.zst"
    document = read_vex(path.read_bytes())
    assert len(document.statements) == len(json.loads(decompress(path.read_bytes())[0])["statements"]) == 5025


def xml_documents(folder: Path) -> list[tuple[str, VexDocument, VexDocument]]:
    """The shared CycloneDX documents, and the same as XML; there is no XML document among the shared ones."""
    return [
        (name, document, read_vex(xml_from_json(document.data)[0]))
        for name, document in documents(folder)
        if document.format == "cyclonedx"
    ]


def test_xml_says_the_same_as_json(data: Path) -> None:
    found = xml_documents(data)
    assert len(found) > 15
    for name, document, as_xml in found:
        assert [replace(one, id="", source=None) for one in as_xml.statements] == [
            replace(one, id="", source=None) for one in document.statements
        ], name
        assert len(as_xml.problems) == len(document.problems), name


@pytest.mark.parametrize("to", FORMATS)
def test_an_xml_document_comes_back_as_it_was_or_with_a_full_report(data: Path, to: VexFormat) -> None:
    for name, document, as_xml in xml_documents(data):
        if not as_xml.statements and to != "cyclonedx":
            continue  # nothing to say in another format
        written, losses = export(as_xml, to)
        if to == "cyclonedx":
            assert (written, losses) == (as_xml.data, set()), name
        else:
            assert losses >= export(document, to)[1] - {"$schema", "bomFormat"}, name


def test_an_xml_document_keeps_its_syntax_when_a_statement_changes(data: Path) -> None:
    _, _, as_xml = next(one for one in xml_documents(data) if one[1].statements)
    changed = (replace(as_xml.statements[0], status="fixed", state_word="", justification=None), *as_xml.statements[1:])
    exported = export_statements(statements=changed, to="cyclonedx", context=CONTEXT, now=NOW, source=as_xml)
    again = read_vex(exported.data)
    assert exported.data.startswith(b"<?xml")
    assert again.statements[0].status == "fixed"
    assert again.id == as_xml.id
