"""``kaname sbom convert``: the document on standard output, what was lost on standard error and as JSON."""

import json
from pathlib import Path

import pytest

from kaname.cli.main import main

DOCUMENT = (
    b'{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 4, "components": ['
    b'{"type": "library", "bom-ref": "a", "name": "a", "version": "1", "publisher": "Quay", "pedigree": {"notes": "x"}}],'
    b'"dependencies": [{"ref": "a", "dependsOn": ["nowhere"]}]}'
)


@pytest.fixture
def bom(tmp_path: Path) -> Path:
    path = tmp_path / "bom.json"
    path.write_bytes(DOCUMENT)
    return path


def test_losses_by_place_in_the_source(bom: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    report_file = tmp_path / "losses.json"
    arguments = ["sbom", "convert", str(bom), "--to", "spdx-json", "--loss-report", str(report_file)]
    assert main([*arguments, "--now", "2026-01-01"]) == 0
    document = json.loads(capsysbinary.readouterr().out)
    assert document["spdxVersion"] == "SPDX-2.3" and document["creationInfo"]["created"] == "2026-01-01T00:00:00Z"
    report = json.loads(report_file.read_bytes())
    reasons = {line["path"]: line["reason"] for line in report["losses"]}
    assert report["schema"] == "kaname.sbom-losses/1"
    assert report["source"]["format"] == "cyclonedx-json" and report["target"]["spec_version"] == "2.3"
    assert reasons["components[0].publisher"] == "loss.no_place"
    assert reasons["components[0].pedigree"] == "loss.not_carried"
    assert reasons["dependencies[0].dependsOn[0]"] == "loss.defective"
    assert reasons["version"] == "loss.no_place"
    assert report["counts"]["loss.no_place"] == 2


@pytest.mark.parametrize(("lang", "said"), [("en", "not understood here"), ("ja", "引き継いでいません")])
def test_the_list_on_standard_error(bom: Path, capfd: pytest.CaptureFixture[str], lang: str, said: str) -> None:
    assert main(["--lang", lang, "sbom", "convert", str(bom), "--to", "spdx-tag-value"]) == 0
    out, err = capfd.readouterr()
    assert out.startswith("SPDXVersion: SPDX-2.3\n")
    assert said in err and "components[*].pedigree" in err


def test_the_same_format_is_the_same_bytes(bom: Path, tmp_path: Path) -> None:
    target = tmp_path / "again.json"
    assert main(["sbom", "convert", str(bom), "--to", "cyclonedx-json", "-o", str(target)]) == 0
    assert target.read_bytes() == DOCUMENT


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--to", "spdx-json", "--spec-version", "2.2"], 3),
        (["--to", "cyclonedx-json", "--spec-version", "1.2"], 3),
        (["--to", "word"], 2),
        (["--to", "spdx-json", "-o", "-", "--loss-report", "-"], 2),
        ([], 2),
    ],
)
def test_refusals_write_nothing(bom: Path, tmp_path: Path, arguments: list[str], code: int) -> None:
    target = tmp_path / "never"
    assert main(["sbom", "convert", str(bom), "-o", str(target), *arguments]) == code
    assert not target.exists()


def test_what_is_no_bill_of_materials(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no list")
    assert main(["sbom", "convert", str(path), "--to", "spdx-json"]) == 3
    assert "formats.not_an_sbom_text" in capsys.readouterr().err
