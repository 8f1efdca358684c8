"""``kaname key …``, ``kaname sbom sign`` and ``verify``: files, permissions, passphrases, exit codes."""

import json
import stat
from pathlib import Path

import pytest

from kaname.cli.main import main

DOCUMENT = b'{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": []}'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("KANAME_KEY_PASSPHRASE", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bom.json").write_bytes(DOCUMENT)
    return tmp_path


def test_a_key_is_for_its_owner_and_never_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["key", "new", "a.key"]) == 0
    name = capsys.readouterr().out.strip()
    assert len(name) == 64
    assert stat.S_IMODE((folder / "a.key").stat().st_mode) == 0o600
    before = (folder / "a.key").read_bytes()
    assert main(["key", "new", "a.key"]) == 3
    assert "store.file_exists" in capsys.readouterr().err
    assert (folder / "a.key").read_bytes() == before
    assert main(["key", "show", "--format", "json", "a.key.pub"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["id"] == name and shown["part"] == "public"


def test_nothing_is_left_where_the_private_key_exists(folder: Path) -> None:
    (folder / "b.key").write_text("mine")
    assert main(["key", "new", "b.key"]) == 3
    assert not (folder / "b.key.pub").exists()
    assert (folder / "b.key").read_text() == "mine"


def test_passphrase(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("KANAME_KEY_PASSPHRASE", "合言葉")
    assert main(["key", "new", "--kind", "ecdsa-p256", "c.key"]) == 0
    assert b"ENCRYPTED" in (folder / "c.key").read_bytes()
    assert main(["key", "public", "c.key", "-o", "again.pub"]) == 0
    assert (folder / "again.pub").read_bytes() == (folder / "c.key.pub").read_bytes()
    for value, code in (("wrong", "exchange.passphrase_wrong"), (None, "exchange.passphrase_missing")):
        if value is None:
            monkeypatch.delenv("KANAME_KEY_PASSPHRASE")
        else:
            monkeypatch.setenv("KANAME_KEY_PASSPHRASE", value)
        capsys.readouterr()
        assert main(["sbom", "sign", "bom.json", "--key", "c.key"]) == 3
        assert code in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_sign_and_verify(folder: Path, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    assert main(["key", "new", "d.key"]) == 0
    assert main(["--lang", lang, "sbom", "sign", "bom.json", "--key", "d.key", "-o", "bom.dsse"]) == 0
    assert main(["sbom", "sign", "bom.json", "--key", "d.key", "--wrapped", "-o", "wrapped.json"]) == 0
    verify = ["--lang", lang, "sbom", "verify"]
    assert main([*verify, "bom.json", "--signature", "bom.dsse", "--key", "d.key.pub"]) == 0
    capsys.readouterr()
    assert main([*verify, "wrapped.json", "--key", "d.key.pub", "-o", "out.json"]) == 0
    assert "wrapped.json" in capsys.readouterr().out
    assert (folder / "out.json").read_bytes() == DOCUMENT
    (folder / "bom.json").write_bytes(DOCUMENT + b" ")
    assert main([*verify, "bom.json", "--signature", "bom.dsse", "--key", "d.key.pub", "-o", "never.json"]) == 3
    assert "exchange.signature_wrong" in capsys.readouterr().err
    assert not (folder / "never.json").exists()
    assert main([*verify, "bom.json", "--signature", "bom.dsse", "--key", "d.key"]) == 3
    assert "exchange.private_key_given" in capsys.readouterr().err
    assert main(["sbom", "sign", "bom.json", "--key", "d.key", "--wrapped", "--detached"]) == 2
