"""RubyGems versions: ``Gem::Version``.

Segments of digits or letters; a letter segment makes a prerelease and sorts before a number; missing segments are 0.
"""

import re
from typing import Final

from kaname.versions.encoding import NUMBER, ZERO, encode_word
from kaname.versions.order import Undetermined

_VERSION: Final = re.compile(
    r"v?([0-9][0-9a-zA-Z]*(?:\.[0-9a-zA-Z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?)", re.ASCII
).fullmatch
_PLAIN: Final = re.compile(r"[0-9]+(?:\.[0-9]+)*", re.ASCII).fullmatch
_SEGMENTS: Final = re.compile(r"[0-9]+|[A-Za-z]+", re.ASCII).findall

_WORD: Final = b"\x02"
# The end stands for zeros without end: a zero that a word follows is below the end, one that a number follows above it.
_ZERO_THEN_WORD, _END, _ZERO_THEN_NUMBER = b"\x10", b"\x11", b"\x12"


def encode_zero_padded(parts: list[bytes]) -> bytes:
    """Return the key of segments (numbers, or words that start with a lower mark) whose end counts as zeros."""
    while parts and parts[-1] == ZERO:
        parts.pop()
    if ZERO in parts:
        mark = _END
        for index in range(len(parts) - 1, -1, -1):
            if parts[index] != ZERO:
                mark = _ZERO_THEN_WORD if parts[index][0] < ZERO[0] else _ZERO_THEN_NUMBER
            else:
                parts[index] = mark
    return b"".join(parts) + _END


def gem_key(text: str) -> bytes | Undetermined:
    """Return the key of a RubyGems version."""
    if _PLAIN(text):
        return encode_zero_padded([NUMBER[part] for part in text.split(".")])
    match = _VERSION(text)
    if match is None:
        return Undetermined("versions.not_gem", text)
    parts: list[bytes] = []
    in_numbers = True
    for segment in _SEGMENTS(match[1].replace("-", ".pre.")):
        if segment.isdecimal():
            parts.append(NUMBER[segment])
            continue
        if in_numbers:
            # Zeros before the first word do not count: 1.0.a is 1.a.
            while parts and parts[-1] == ZERO:
                parts.pop()
            in_numbers = False
        parts.append(_WORD + encode_word(segment))
    return encode_zero_padded(parts)
