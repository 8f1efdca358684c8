"""Documents that are made here: valid by the official schemas, and by the NTIA and 2026 profiles nothing is merely missing.

What a lock file does not know is stated as unknown in the document; a profile that still asks for it says so.
"""

import datetime
import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from kaname.errors import IntegrityError
from kaname.exchange.keys import generate_key
from kaname.formats import read_sbom, write_sbom
from kaname.model.sbom import Sbom
from kaname.sbom.judge import Failure
from kaname.sbom.profile import load_profile
from kaname.services.check import judge_sbom
from kaname.services.create import create_sbom
from kaname.services.sign import sign_document, verify_document

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime.datetime(2026, 11, 20, tzinfo=datetime.UTC)
INPUTS = sorted((ROOT / "tests" / "unit" / "extract").glob("*/input"))
FORMATS = (("cyclonedx-json", "1.6"), ("spdx-json", "2.3"))


def made(target: Path, format_: str, version: str, *, author: str = "", supplier: str = "") -> tuple[bytes, Sbom]:
    created = create_sbom(target=str(target), now=NOW, name="sample", version="1.0", author=author, supplier=supplier)
    data = write_sbom(created.sbom, format=format_, spec_version=version, now=NOW).data
    return data, read_sbom(data)


def lacking(sbom: Sbom, profile: str, *, signature: bool) -> list[Failure]:
    """Return the musts that are neither answered nor stated as unknown."""
    judgement = judge_sbom(sbom=sbom, profile=load_profile(profile), signature=signature)
    return [
        failure
        for failure in judgement.failures
        if failure.severity == "must" and failure.defect.state not in ("unknown", "withheld")
    ]


@pytest.mark.parametrize("profile", ["ntia-2021", "cisa-2026"])
@pytest.mark.parametrize("source", INPUTS, ids=lambda path: path.parent.name)
def test_what_is_not_known_is_stated_as_unknown(source: Path, profile: str) -> None:
    for format_, version in FORMATS:
        data, sbom = made(source, format_, version, author="Example Inc.", supplier="Example Inc.")
        assert [(f.rule, f.path, f.code) for f in lacking(sbom, profile, signature=True)] == []
        if format_ == "cyclonedx-json":
            fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(data.decode())
            assert fault is None, str(fault)[:300]


def test_without_an_author_that_is_stated_too() -> None:
    _, sbom = made(INPUTS[0], "cyclonedx-json", "1.6")
    assert ("kaname:unknown", "author") in sbom.properties
    assert [f.rule for f in lacking(sbom, "cisa-2026", signature=True)] == []


def test_the_projects_own_bill_of_materials(tmp_path: Path) -> None:
    (tmp_path / "kaname" / "requirements").mkdir(parents=True)
    shutil.copy(ROOT / "pyproject.toml", tmp_path / "kaname")
    shutil.copy(ROOT / "requirements" / "runtime.txt", tmp_path / "kaname" / "requirements")
    data, sbom = made(tmp_path / "kaname", "cyclonedx-json", "1.6", author="The Kaname contributors", supplier="Kaname")
    pins = [line for line in (ROOT / "requirements" / "runtime.txt").read_text().splitlines() if "==" in line]
    assert len(sbom.components) == len(pins) + 1
    assert [f.code for f in lacking(sbom, "cisa-2026", signature=False)] == ["sbom.document_signature"]
    key = generate_key()
    assert isinstance(key, ed25519.Ed25519PrivateKey)
    envelope = sign_document(document=data, key=key, detached=True)
    verify_document(document=data, signature=envelope, keys=[key.public_key()], now=NOW)
    assert lacking(sbom, "cisa-2026", signature=True) == []
    with pytest.raises(IntegrityError):
        verify_document(document=data[:-2] + b" }", signature=envelope, keys=[key.public_key()], now=NOW)
