"""The reference of converting names every format, version and reason of the code; that of signing the media types."""

from pathlib import Path

import pytest

from kaname.formats.writing import WRITABLE
from kaname.messages.en.loss import TEXTS
from kaname.messages.en.signing import TEXTS as SIGNING_TEXTS
from kaname.services.convert import TARGETS
from kaname.services.sign import PAYLOAD_TYPES

DOCS = Path(__file__).resolve().parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", ["convert.md", "convert.ja.md"])
def test_formats_versions_and_reasons(name: str) -> None:
    text = (DOCS / name).read_text("utf-8").replace("、", ", ")
    for target, format_ in TARGETS.items():
        row = next(line for line in text.splitlines() if line.startswith(f"| `{target}`"))
        assert ", ".join(WRITABLE[format_]) in row
    assert [code for code in TEXTS if f"| `{code}` |" not in text] == []


@pytest.mark.parametrize("name", ["signing.md", "signing.ja.md"])
def test_media_types_and_refusals(name: str) -> None:
    text = (DOCS / name).read_text("utf-8")
    assert [each for each in PAYLOAD_TYPES.values() if f"`{each}`" not in text] == []
    untold = {"signing.no_key", "signing.certificate_of_another_key"}  # told by the command itself
    codes = {code for code in SIGNING_TEXTS if not code.endswith(".hint")}
    assert [code for code in codes - untold if f"`{code}`" not in text] == []
