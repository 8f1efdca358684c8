"""The order for versions of which nothing is known: the one that most projects mean.

The rule, in full: a leading ``v`` is dropped and case does not count. The text is cut into numbers and words (runs of ASCII
letters); everything else only separates. Part by part: a word that announces a release (dev, snapshot, alpha, beta,
milestone, pre, preview, rc, in this order and with their short forms a, b, m, c, cr) sorts before the end of the version;
the end sorts before any other word, a word before a number. Zeros at the end, and before a word, do not count.
What follows ``+`` does not count. Text without a number has no place.
"""

import re
from typing import Final

from kaname.versions.encoding import NUMBER, ZERO, encode_word
from kaname.versions.order import Undetermined

_PARTS: Final = re.compile(r"[0-9]+|[a-z]+", re.ASCII).findall
_STAGES: Final = {
    "dev": b"\x02", "snapshot": b"\x03", "alpha": b"\x04", "a": b"\x04", "beta": b"\x05", "b": b"\x05",
    "milestone": b"\x06", "m": b"\x06", "pre": b"\x07", "preview": b"\x07", "rc": b"\x08", "c": b"\x08", "cr": b"\x08",
}  # fmt: skip
_FINAL: Final = {"final", "ga", "release"}
_ZERO_THEN_EARLIER, _END, _ZERO_THEN_LATER, _WORD = b"\x10", b"\x11", b"\x14", b"\x13"


def generic_key(text: str) -> bytes | Undetermined:
    """Return the key of a version of unknown kind."""
    body = text.lower().partition("+")[0]
    parts: list[bytes] = []
    found_number = False
    words = _PARTS(body.removeprefix("v"))
    for index, part in enumerate(words):
        if part.isdecimal():
            found_number = True
            parts.append(NUMBER[part])
            continue
        if part in _FINAL and index == len(words) - 1:
            break
        while parts and parts[-1] == ZERO:
            parts.pop()
        parts.append(_STAGES.get(part) or _WORD + encode_word(part))
    if not found_number:
        return Undetermined("versions.no_number", text)
    while parts and parts[-1] == ZERO:
        parts.pop()
    mark = _ZERO_THEN_LATER
    for index in range(len(parts) - 1, -1, -1):
        if parts[index] == ZERO:
            parts[index] = mark
        else:
            mark = _ZERO_THEN_EARLIER if parts[index] < _END else _ZERO_THEN_LATER
    return b"".join(parts) + _END
