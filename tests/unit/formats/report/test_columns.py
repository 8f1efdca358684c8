"""Columns of a terminal: Japanese counts double, nothing is wider than the terminal, nothing is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.golden import sample_scan

from kaname.formats.report.columns import padded, text_width, wrapped
from kaname.formats.report.scan_table import render_table
from kaname.messages import Language

TEXT = st.text(alphabet="abc -/.@、。漢字カナ(ﾊ", max_size=80)


def test_width_counts_cells() -> None:
    assert text_width("abc") == 3
    assert text_width("部品") == 4
    assert text_width("ﾊﾝ") == 2
    assert text_width("e\u0301") == 1
    assert padded("部", 4) == "部  "


@given(TEXT, st.integers(2, 40))
def test_wrapping_fits_and_loses_nothing_but_spaces(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(text_width(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_japanese_line_does_not_start_with_a_full_stop() -> None:
    assert wrapped("部品部品部品。", 12) == ["部品部品部", "品。"]


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("width", [24, 40, 60, 72, 80, 100, 200])
def test_no_line_of_a_report_is_wider_than_the_terminal(width: int, lang: Language) -> None:
    for scan in (sample_scan.partial_scan(), sample_scan.clean_scan(), sample_scan.failed_scan()):
        text = render_table(scan, lang=lang, width=width, colour=False)
        assert [line for line in text.splitlines() if text_width(line) > width] == []


def test_colour_changes_nothing_but_colour() -> None:
    plain = render_table(sample_scan.partial_scan(), lang="ja", width=80, colour=False)
    coloured = render_table(sample_scan.partial_scan(), lang="ja", width=80, colour=True)
    assert plain != coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
