"""Plain tables for terminals and pipes: columns aligned by the width that characters take, Japanese ones two."""

import unicodedata
from collections.abc import Sequence


def text_width(text: str) -> int:
    """Return the columns that a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def format_columns(rows: Sequence[Sequence[str]], *, heading: Sequence[str] = (), indent: str = "") -> str:
    """Return rows as lines; the last column is not padded. An empty sequence gives an empty text."""
    lines = [list(heading), *map(list, rows)] if heading else [list(row) for row in rows]
    if not lines:
        return ""
    widths = [max(text_width(line[index]) for line in lines if index < len(line)) for index in range(len(lines[0]))]
    return "\n".join(indent + _line(line, widths) for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [cell + " " * (width - text_width(cell)) for cell, width in zip(cells[:-1], widths, strict=False)]
    return "  ".join([*padded, cells[-1]]).rstrip()
