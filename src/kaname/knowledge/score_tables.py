"""Reading, for an update, only the stretches of a table of scores that changed.

The table is cut after every line that ends with a certain digit, which makes about ten lines of a stretch, and a stretch that
an insertion elsewhere shifts stays the same. Of each stretch a mark is kept, 80 KB for a hundred thousand scores.
Refuses whatever is out of the ordinary: then the table is read whole.
"""

import sys
from array import array

from msgspec import Struct

from kaname.knowledge.sources.documents import marks_of
from kaname.knowledge.sources.epss import parse_row, read_dating

_CUT = b"7\n"
CHANGED_RATIO_MAX = 0.5  # of the stretches; above this to read the whole table is faster
_HEAD_BYTES = 4096


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
    rows = [parse_row(line) for line in text.splitlines()] if changed else []
    found = [row for row in rows if row is not None]
    if len(found) < len(rows) or len({row[0] for row in found}) < len(rows):
        return None
    packed = array("Q", marks)
    if sys.byteorder == "big":
        packed.byteswap()
    return ChangedScores(found, body.count(b"\n"), *dating, packed.tobytes())


def _start(content: bytes) -> int:
    """Return where the rows begin: after the comment, if there is one, and the header."""
    first = content.find(b"\n") + 1
    return content.find(b"\n", first) + 1 if content.startswith(b"#") else first
