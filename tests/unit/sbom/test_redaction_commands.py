"""``sbom redact``, ``reveal``, ``verify-redaction`` as a supplier and a customer use them."""

import stat
from pathlib import Path

import pytest
from tests.unit.sbom import ferry

from kaname.cli.main import main

POLICY = """
recipient: Port A
rules:
  - select: {name: tide*}
    action: mask
  - select: {name: nobody}
    action: remove
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bom.json").write_bytes(ferry.as_bytes(ferry.cyclonedx()))
    (tmp_path / "policy.yaml").write_text(POLICY)
    return tmp_path


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_whole_way(lang: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sbom = ["--lang", lang, "sbom"]
    assert main([*sbom, "redact", "bom.json", "--policy", "policy.yaml", "--output", "a.json"]) == 0
    out, err = capsys.readouterr()
    commitment = out.strip()
    assert len(commitment) == 64
    assert ("規則 2" if lang == "ja" else "rule 2") in err
    assert stat.S_IMODE((folder / "redaction-secret.json").stat().st_mode) == 0o600
    assert main([*sbom, "verify-redaction", "a.json", "--commitment", commitment]) == 0
    capsys.readouterr()
    reveal = ["reveal", "bom.json", "--proof", "a.json.proof.json", "--select", "tideglass", "--output", "r.json"]
    assert main([*sbom, *reveal]) == 0
    assert main([*sbom, "verify-redaction", "a.json", "--reveal", "r.json"]) == 0
    out, err = capsys.readouterr()
    assert '"Hushed Partner GmbH"' in out
    assert ("作成者は確かめていません" if lang == "ja" else "was not checked") in err
    (folder / "a.json").write_bytes((folder / "a.json").read_bytes().replace(b"left-quay", b"left-bank"))
    assert main([*sbom, "verify-redaction", "a.json"]) == 3
    assert "sbom.view_altered" in capsys.readouterr().err


def test_the_secret_is_used_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    redact = ["sbom", "redact", "bom.json", "--policy", "policy.yaml", "--now", "2026-04-01", "--output"]
    assert main([*redact, "a.json"]) == 0
    first = capsys.readouterr().out
    assert main([*redact, "b.json"]) == 0
    assert capsys.readouterr().out == first
    assert (folder / "a.json").read_bytes() == (folder / "b.json").read_bytes()


def test_trouble_leaves_nothing_half_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bad.yaml").write_text("recipient: x\nrules: [{select: {name: ferry}, action: remove}]")
    assert main(["sbom", "redact", "bom.json", "--policy", "bad.yaml", "--output", "a.json"]) == 3
    assert not (folder / "a.json").exists()
    assert not (folder / "a.json.proof.json").exists()
    assert not (folder / "redaction-secret.json").exists()
    (folder / "secret.json").write_text("{}")
    redact = ["sbom", "redact", "bom.json", "--policy", "policy.yaml", "--output", "a.json", "--secret", "secret.json"]
    assert main(redact) == 3
    assert (folder / "secret.json").read_text() == "{}"
    assert "secret.json" in capsys.readouterr().err
    (folder / "bom.xml").write_text('<bom xmlns="http://cyclonedx.org/schema/bom/1.6"/>')
    assert main(["sbom", "redact", "bom.xml", "--policy", "policy.yaml", "--output", "a.json"]) == 3
