"""Reading, for an update, only the stretches of a table of scores that changed.

The table is cut after every line that ends with a certain digit, which makes about ten lines of a stretch, and a stretch that
an insertion elsewhere shifts stays the same. Of each stretch a mark is kept, 80 KB for a hundred thousand scores.
Refuses whatever is out of the ordinary: then the table is read whole.
"""

import re
import sys
from array import array

from msgspec import Struct

from kaname.knowledge.sources.documents import marks_of
from kaname.knowledge.sources.epss import parse_row, read_dating

_CUT = b"7\n"
CHANGED_RATIO_MAX = 0.5  # of the stretches; above this to read the whole table is faster
_HEAD_BYTES = 4096
# Rows as they are published; others are read one by one.
_ROWS = re.compile(
    rb"^CVE-([0-9]{4})-([0-9]{4,12}),(1(?:\.0+)?|0(?:\.[0-9]+)?),(1(?:\.0+)?|0(?:\.[0-9]+)?)$", re.MULTILINE
)
_YEAR = 10**12  # as ``vulnerability_ids.cve_number``
_BILLION = 1_000_000_000


class ChangedScores(Struct, frozen=True):
    """What may have changed.

    Attributes:
        rows: (CVE number, score, percentile) in parts per billion. count: rows of the whole table.
        model, date: how the table dates itself. marks: what the next update needs.
    """

    rows: list[tuple[int, int, int]]
    count: int
    model: str
    date: str | None
    marks: bytes


def marks_of_table(content: bytes) -> bytes:
    """Return the marks of the stretches of a table."""
    numbers = array("Q", marks_of(content[_start(content) :].split(_CUT)))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def changed_scores(content: bytes, known: bytes) -> ChangedScores | None:
    """Return the rows in stretches of a table that are not known; None where it must be read whole.

    Args:
        content: the table. known: ``marks`` of the table before, all of whose rows are in the base.
    """
    dating = read_dating(content[:_HEAD_BYTES])
    if dating is None or not known:
        return None
    numbers = array("Q")
    numbers.frombytes(known)
    if sys.byteorder == "big":
        numbers.byteswap()
    before = set(numbers)
    body = content[_start(content) :]
    stretches = body.split(_CUT)
    marks = marks_of(stretches)
    changed = [stretch for stretch, mark in zip(stretches, marks, strict=True) if mark not in before]
    if len(changed) > CHANGED_RATIO_MAX * len(stretches) or b"\n\n" in body or not body.endswith(b"\n"):
        return None
    # What was cut off is put back, but for the end of the table.
    text = _CUT.join(changed)
    if not (changed and changed[-1] is stretches[-1]):
        text += _CUT
    rows = _rows(text) if changed else []
    if rows is None or len({row[0] for row in rows}) < len(rows):
        return None
    packed = array("Q", marks)
    if sys.byteorder == "big":
        packed.byteswap()
    return ChangedScores(rows, body.count(b"\n"), *dating, packed.tobytes())


def _rows(text: bytes) -> list[tuple[int, int, int]] | None:
    """Return the rows of some lines; None where one of them is none."""
    lines = text.count(b"\n")
    found = _ROWS.findall(text)
    if len(found) == lines:
        return [
            (int(year) * _YEAR + int(number), round(float(score) * _BILLION), round(float(percentile) * _BILLION))
            for year, number, score, percentile in found
        ]
    rows = [row for line in text.splitlines() if (row := parse_row(line)) is not None]
    return rows if len(rows) == lines else None


def _start(content: bytes) -> int:
    """Return where the rows begin: after the comment, if there is one, and the header."""
    first = content.find(b"\n") + 1
    return content.find(b"\n", first) + 1 if content.startswith(b"#") else first
