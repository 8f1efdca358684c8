"""The reference of SPDX names every code of its readers and writers, with its text, and the limits as they are."""

from importlib import import_module
from pathlib import Path

import pytest

from kaname.formats.problem_list import MAX_PROBLEMS_PER_CODE

DOCS = Path(__file__).resolve().parents[2] / "docs" / "reference"


@pytest.mark.parametrize(("lang", "name"), [("en", "formats-spdx.md"), ("ja", "formats-spdx.ja.md")])
def test_every_code_is_named(lang: str, name: str) -> None:
    text = (DOCS / name).read_text("utf-8").replace("`<text>`", "<text>").replace("`</text>`", "</text>")
    for room in ("spdx2", "spdx3", "loss"):
        texts: dict[str, str] = import_module(f"kaname.messages.{lang}.{room}").TEXTS
        missing = [
            code for code, said in texts.items() if not code.endswith(".hint") and f"| `{code}` | {said} |" not in text
        ]
        assert missing == []
    assert str(MAX_PROBLEMS_PER_CODE) in text
