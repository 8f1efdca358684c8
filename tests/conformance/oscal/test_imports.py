"""Real catalogs import whole, become packs that pass the check, and agree with the bundled ids."""

import json
from pathlib import Path

import pytest

from kaname.catalogs.shelf import Shelf
from kaname.cli.main import main

CASES = [
    ("oscal", "oscal-content/NIST_SP-800-53_rev5_LOW-baseline-resolved-profile_catalog-min.json.zst", 149, 18),
    ("oscal", "oscal-content/basic-catalog.json", 4, 4),
    ("cyclonedx", "cyclonedx-standards/nist_secure-software-development-framework_1.1.cdx.json", 42, 23),
    ("cyclonedx", "cyclonedx-standards/scvs-1.0.0.cdx.json", 87, 6),
    ("cyclonedx", "cyclonedx-standards/ssaf-DRAFT-2023-11.cdx.json", 9, 1),
]


@pytest.mark.parametrize(("source", "name", "items", "groups"), CASES)
def test_import(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], source: str, name: str, items: int, groups: int
) -> None:
    file = data / "oscal" / name
    to = ["--to", str(tmp_path / "packs"), "--format", "json", "--now", "2026-11-20"]
    assert main(["frameworks", "import", str(file), "--from", source, *to]) == 0
    (report,) = json.loads(capsys.readouterr().out)
    assert (report["items"], report["groups"]) == (items, groups)
    assert main(["frameworks", "check", str(tmp_path / "packs")]) == 0


def test_the_bundled_ssdf_has_the_ids_of_the_published_data(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = data / "oscal" / CASES[2][1]
    main(["frameworks", "import", str(file), "--from", "cyclonedx", "--to", str(tmp_path), "--framework", "x"])
    capsys.readouterr()
    imported, bundled = Shelf([tmp_path]).load("x-1.1"), Shelf().load("ssdf-1.1")
    assert {item.id for item in imported.items} == {item.id for item in bundled.items}
    assert {group.id for group in imported.groups} == {group.id for group in bundled.groups}


def test_other_oscal_models_are_refused(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in sorted((data / "oscal" / "oscal-content").glob("*example*.json")):
        assert main(["frameworks", "import", str(file), "--from", "oscal", "--to", str(tmp_path)]) == 3
        assert "catalogs.not_oscal_catalog" in capsys.readouterr().err
