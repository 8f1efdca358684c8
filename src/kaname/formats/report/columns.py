"""Text columns for a terminal where Japanese characters take two cells. Pure Python: no table library to load."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from operator import le

_BREAK_AFTER = " -/,.:@"
_GAP = 2


@lru_cache(maxsize=4096)
def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def text_width(text: str) -> int:
    """Return how many terminal cells a text takes."""
    return len(text) if text.isascii() else sum(_cells(character) for character in text)


def padded(text: str, width: int) -> str:
    """Return a text filled with spaces up to a width in cells."""
    return text + " " * max(0, width - text_width(text))


def wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a text broken at ``width`` cells; never empty.

    Breaks after a space or a joint of an identifier where there is one, between Japanese characters, else anywhere: a
    long purl stays complete and copyable. A full stop or comma in Japanese does not start a line.
    """
    width = max(2, width)
    lines: list[str] = []
    rest = text.rstrip()
    while text_width(rest) > width:
        cut = _fitting(rest, width)
        place = _break_place(rest, cut)
        lines.append(rest[:place].rstrip())
        rest = rest[place:].lstrip(" ")
    return [*lines, rest] if rest or not lines else lines


def _fitting(text: str, width: int) -> int:
    taken = 0
    for index, character in enumerate(text):
        taken += _cells(character)
        if taken > width:
            return max(1, index)
    return len(text)


def _break_place(text: str, cut: int) -> int:
    for place in range(cut, max(1, cut // 3), -1):
        before, after = text[place - 1], text[place : place + 1]
        if after and after in "、。)」]}%":
            continue
        if after == " " or before in _BREAK_AFTER or (_cells(before) == 2 and before not in "(「"):
            return place
    return cut


def column_widths(rows: Sequence[Sequence[str]], width: int | None, shrinkable: Sequence[int]) -> list[int]:
    """Return cells per column: the widest text of each, the shrinkable ones cut down until a row fits in ``width``.

    ``width`` None: nothing is cut.
    """
    widths = [max(map(text_width, column)) for column in zip(*rows, strict=True)]
    if width is None:
        return widths
    over = sum(widths) + _GAP * (len(widths) - 1) - width
    while over > 0:
        index = max(shrinkable, key=lambda column: widths[column])
        if widths[index] <= 8:
            break
        widths[index] -= 1
        over -= 1
    return widths


def row_lines(row: Sequence[str], widths: Sequence[int]) -> list[list[str]]:
    """Return the lines of one row, each a list of padded cells (the last one not padded)."""
    if "".join(row).isascii() and all(map(le, map(len, row), widths)):
        filled = list(map(str.ljust, row, widths))
        filled[-1] = row[-1]
        return [filled]
    taken = [text_width(text) for text in row]
    if all(own <= width for own, width in zip(taken, widths, strict=True)):
        filled = [text + " " * (width - own) for text, own, width in zip(row, taken, widths, strict=True)]
        filled[-1] = row[-1]
        return [filled]
    cells = [wrapped(text, width) for text, width in zip(row, widths, strict=True)]
    height = max(len(lines) for lines in cells)
    last = len(row) - 1
    return [
        [
            (lines[level] if level < len(lines) else "")
            if index == last
            else padded(lines[level] if level < len(lines) else "", widths[index])
            for index, lines in enumerate(cells)
        ]
        for level in range(height)
    ]


def joined_cells(cells: Sequence[str]) -> str:
    """Return one line from cells, without trailing space."""
    return (" " * _GAP).join(cells).rstrip()
