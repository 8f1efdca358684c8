"""The reference of formats names every code of the CycloneDX reader and every limit as it is."""

from pathlib import Path

import pytest

from kaname.formats import limits
from kaname.formats.cyclonedx.components import MAX_COMPONENT_DEPTH
from kaname.formats.problem_list import MAX_PROBLEMS_PER_CODE
from kaname.messages.en.cyclonedx import TEXTS

DOCS = Path(__file__).resolve().parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", ["formats.md", "formats.ja.md"])
def test_every_code_and_limit_is_named(name: str) -> None:
    text = (DOCS / name).read_text("utf-8")
    assert [code for code in TEXTS if not code.endswith(".hint") and f"`{code}`" not in text] == []
    assert limits.MAX_DOCUMENT_BYTES == 1 << 30
    assert "| 1 GiB |" in text
    assert f"| {limits.MAX_COMPRESSION_LAYERS} |" in text
    assert str(limits.MAX_COMPRESSION_RATIO) in text
    assert f"{limits.RATIO_FREE_BYTES >> 20} MiB" in text
    assert f"{limits.MAX_ZSTD_WINDOW_BYTES >> 20} MiB" in text
    assert f"| {MAX_COMPONENT_DEPTH} |" in text
    assert f"| {MAX_PROBLEMS_PER_CODE:,} |" in text
