"""Columns line up with Japanese text."""

from kaname.cli.columns import format_columns, text_width


def test_japanese_characters_take_two_columns() -> None:
    assert (text_width("abc"), text_width("日本"), text_width("ガ")) == (3, 4, 2)


def test_columns_line_up() -> None:
    text = format_columns([("日本", "x"), ("a", "y")], heading=("k", "v"))
    assert [text_width(line[: line.index(mark)]) for line, mark in zip(text.splitlines(), "vxy", strict=True)] == [
        6
    ] * 3


def test_nothing_is_nothing() -> None:
    assert format_columns([]) == ""
