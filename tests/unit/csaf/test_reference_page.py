"""The reference page names every test as the code has it."""

from pathlib import Path

import pytest

from kaname import messages
from kaname.formats.csaf.checks import MAX_FAILURES_PER_TEST, load_tests
from kaname.formats.csaf.cwe import LATEST
from kaname.formats.csaf.read import MAX_CSAF_BYTES
from kaname.messages import Language

DOCS = Path(__file__).resolve().parents[3] / "docs" / "reference"


@pytest.mark.parametrize(("lang", "name"), [("en", "csaf.md"), ("ja", "csaf.ja.md")])
def test_every_test_is_named(lang: Language, name: str) -> None:
    text = (DOCS / name).read_text("utf-8")
    rows = [f"| {each.id} | {', '.join(each.versions)} | {messages.text(each.title, lang)} |" for each in load_tests()]
    assert [row for row in rows if row not in text] == []
    assert text.count("\n| 6.") == len(rows) + text.partition("\n## JSON")[0].count("\n| 6.")
    assert f"CWE {LATEST}" in text
    assert f"{MAX_FAILURES_PER_TEST:,}" in text
    assert f"{MAX_CSAF_BYTES >> 20} MB" in text
