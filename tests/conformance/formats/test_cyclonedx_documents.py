"""Real CycloneDX documents by others, and the test documents of the specification."""

import json
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kaname import messages
from kaname.errors import InputError, KanameError, UnsupportedError
from kaname.formats import extras, read_sbom, sniff_format
from kaname.formats.compression import decompress

# Documents whose count in INDEX.jsonl differs from ours: the index counts one of nested components less.
NESTED_COUNTED_OTHERWISE = {
    "dep-scan__data__sbom-docker.json.zst",
    "sbom-rs__cargo-binary__sbom.cyclonedx.json",
}
# Valid documents that we have something to say about, all the same.
REMARKS_ON_VALID = {"cyclonedx.service_dependencies", "cyclonedx.license_text_encoding"}


@pytest.fixture(scope="module")
def index(data: Path) -> list[dict[str, Any]]:
    lines = (data / "sboms" / "INDEX.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.data
def test_every_document_is_read_or_refused_with_a_place(data: Path, index: list[dict[str, Any]]) -> None:
    refused: dict[str, str] = {}
    for entry in index:
        try:
            sbom = read_sbom((data / "sboms" / entry["file"]).read_bytes())
        except KanameError as error:
            assert messages.text(error.code, "ja", error.params)
            refused[entry["file"]] = error.code
            continue
        assert sbom.original.sha256 == entry["sha256"], entry["file"]
        assert all(messages.text(problem.code, "ja", problem.params) for problem in sbom.problems)
    assert {file: code for file, code in refused.items() if ".rdf" not in file} == {
        "broken/trustification__ubi8-invalid.json": "formats.json_syntax"
    }
    assert {code for file, code in refused.items() if ".rdf" in file} == {"formats.other_format"}


@pytest.mark.data
def test_counts_agree_with_the_index(data: Path, index: list[dict[str, Any]]) -> None:
    checked = 0
    for entry in index:
        if not entry["format"].startswith("CycloneDX"):
            continue
        sbom = read_sbom((data / "sboms" / entry["file"]).read_bytes())
        assert sbom.spec_version == entry["version"], entry["file"]
        # The index counts the root in XML, where it counts elements, and not in JSON, where it counts the array.
        in_metadata = sum(1 for each in sbom.components if each.path == "metadata.component")
        counted = len(sbom.components) - (in_metadata if sbom.format == "cyclonedx-json" else 0)
        if entry["file"] in NESTED_COUNTED_OTHERWISE:
            assert 0 < counted - entry["components"] <= 2
        else:
            assert counted == entry["components"], entry["file"]
        checked += 1
    assert checked > 90


@pytest.mark.data
def test_the_same_document_in_both_syntaxes(data: Path) -> None:
    pairs = 0
    for path in sorted((data / "sboms").glob("bom-examples__*.xml*")):
        twin = path.with_name(path.name.replace(".xml", ".json"))
        if not twin.is_file():
            continue
        one, other = read_sbom(path.read_bytes()), read_sbom(twin.read_bytes())
        assert [(each.name, each.version, each.purl) for each in one.components] == [
            (each.name, each.version, each.purl) for each in other.components
        ], path.name
        assert len(one.relationships) == len(other.relationships)
        pairs += 1
    assert pairs >= 5


@pytest.mark.data
def test_known_broken_documents_say_what_is_broken(data: Path) -> None:
    expected = {
        "trustify__cyclonedx__loop.json": {"cyclonedx.dangling_ref": 6},
        "trustify__cyclonedx__broken-refs.json": {"cyclonedx.dangling_ref": 1},
        "trustify__cyclonedx__cyclonedx-circular.json": {"cyclonedx.duplicate_ref": 1},
        "trustification__syft.cyclonedx.wrong-serialNumber.json": {"cyclonedx.serial_number": 1},
        "sbom-utility__validation__cdx-1-4-validate-err-components-unique-items-1.json": {"cyclonedx.duplicate_ref": 2},
        "trivy__happy__infinite-loop-bom.json": {},
    }
    for name, codes in expected.items():
        sbom = read_sbom((data / "sboms" / "broken" / name).read_bytes())
        assert Counter(problem.code for problem in sbom.problems) == codes, name


@pytest.mark.data
def test_specification_documents(data: Path) -> None:
    valid = silent = told = 0
    for archive in sorted((data / "sboms" / "conformance").glob("cyclonedx-*.zip")):
        with zipfile.ZipFile(archive) as documents:
            for name in documents.namelist():
                if not name.endswith((".json", ".xml")):
                    continue
                text = documents.read(name)
                if "invalid" not in name:
                    sbom = read_sbom(text)
                    assert {problem.code for problem in sbom.problems} <= REMARKS_ON_VALID, name
                    extras(sbom)
                    valid += 1
                    continue
                try:
                    problems = read_sbom(text).problems
                except (InputError, UnsupportedError):
                    told += 1
                else:
                    told, silent = (told + 1, silent) if problems else (told, silent + 1)
    # The reader is no schema validator: what it does not use (vulnerabilities, SPDX licence list …) it does not judge.
    assert valid > 350
    assert told > 130
    assert told > silent


@pytest.mark.data
def test_sniffing_never_raises_on_cut_documents(data: Path, index: list[dict[str, Any]]) -> None:
    for entry in index[::5]:
        document = decompress((data / "sboms" / entry["file"]).read_bytes())[0]
        for size in (0, 1, 2, 3, 10, 500, len(document) // 2):
            sniff_format(document[:size])
            if size < len(document):
                try:
                    read_sbom(document[:size])
                except KanameError as error:
                    assert error.code
