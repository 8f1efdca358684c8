"""The reference of extractors lists every kind with its files and facts, and every limit, as the code has them."""

from pathlib import Path

import pytest

from kaname.extract import EXTRACTORS, NOT_UNDERSTOOD, limits
from kaname.extract.extractor import FACTS

DOCS = Path(__file__).resolve().parents[2] / "docs" / "reference"
WORDS = {
    "extractors.md": {"edge": "dependencies", "license": "licence"},
    "extractors.ja.md": {
        "version": "バージョン",
        "hash": "ハッシュ値",
        "license": "ライセンス",
        "edge": "依存関係",
        "scope": "用途",
        "supplier": "供給者",
    },
}


@pytest.mark.parametrize("name", sorted(WORDS))
def test_every_kind_is_described_as_it_is(name: str) -> None:
    text = (DOCS / name).read_text("utf-8")
    rows = {
        cells[1].strip("` "): cells
        for line in text.splitlines()
        if line.startswith("| `") and len(cells := line.split("|")) == 8
    }
    assert set(rows) == {each.kind for each in EXTRACTORS}
    for each in EXTRACTORS:
        cells = rows[each.kind]
        assert all(f"`{pattern}`" in cells[2] for pattern in each.files), each.kind
        assert cells[3].strip() == each.ecosystem
        expected = [WORDS[name].get(fact, fact) for fact in FACTS if fact in each.facts]
        assert cells[5].strip() == ", ".join(expected), each.kind


@pytest.mark.parametrize("name", sorted(WORDS))
def test_what_is_not_understood_and_every_limit_is_named(name: str) -> None:
    text = (DOCS / name).read_text("utf-8")
    assert [pattern for pattern, _ in NOT_UNDERSTOOD if f"`{pattern}`" not in text] == []
    assert f"| {limits.MAX_FILE_BYTES >> 20} MiB |" in text
    assert f"| {limits.MAX_ARCHIVE_BYTES >> 30} GiB |" in text
    for limit in (limits.MAX_FILES, limits.MAX_DEPTH, limits.MAX_ARCHIVE_DEPTH, limits.MAX_ARCHIVE_MEMBERS):
        assert f"| {limit:,} |" in text
