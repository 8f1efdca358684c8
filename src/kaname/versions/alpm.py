"""Arch Linux versions: ``[epoch:]version[-release]`` in the order of pacman's ``vercmp``.

Segments as in rpm, but letters that follow a number directly make an earlier version (1.0rc < 1.0), while letters after a
separator make a later one (1.0 < 1.0.a).

``vercmp`` ignores the release where one side has none, so that 1.0-1 = 1.0 = 1.0-2 although 1.0-1 < 1.0-2. A key cannot
follow that: there no release sorts before any release. ``compare_alpm`` answers as ``vercmp`` does, for each pair by itself.
"""

import re
from typing import Final

from kaname.versions.encoding import NUMBER, encode_word
from kaname.versions.order import Undetermined

_VERSION: Final = re.compile(r"(?:([0-9]+):)?([^-]+)(?:-([0-9.]+))?", re.ASCII).fullmatch
_SEGMENTS: Final = re.compile(r"([^0-9A-Za-z]*)([0-9]+|[A-Za-z]+|$)", re.ASCII).findall
_ATTACHED_WORD, _END, _ATTACHED_NUMBER = b"\x01", b"\x02", b"\x03"
# After separators: their count first (more make a later version), then a word, nothing, or a number.
_SEPARATED: Final = 0x10
_MOST_SEPARATORS: Final = 0x7F
_WORD, _NOTHING, _NUMBER = b"\x01", b"\x02", b"\x03"
_NO_RELEASE, _RELEASE = b"\x01", b"\x02"


def _part(text: str) -> bytes:
    parts: list[bytes] = []
    for separators, segment in _SEGMENTS(text):
        if not segment:
            if separators:
                parts.append(bytes((_SEPARATED + 1,)) + _NOTHING)
            break
        is_number = segment[0] in "0123456789"
        if separators:
            parts.append(bytes((_SEPARATED + min(len(separators), _MOST_SEPARATORS),)))
            parts.append(_NUMBER if is_number else _WORD)
        else:
            parts.append(_ATTACHED_NUMBER if is_number else _ATTACHED_WORD)
        parts.append(NUMBER[segment] if is_number else encode_word(segment))
    parts.append(_END)
    return b"".join(parts)


def alpm_key(text: str) -> bytes | Undetermined:
    """Return the key of an Arch Linux version; no epoch is epoch 0."""
    return b"".join(_split(text)) or Undetermined("versions.not_alpm", text)


def _split(text: str) -> tuple[bytes, ...]:
    """Return the keys of epoch, version and release; empty where the text is no version."""
    match = _VERSION(text)
    if match is None:
        return ()
    epoch, version, release = match.groups()
    return NUMBER[epoch or ""], _part(version), _RELEASE + _part(release) if release else _NO_RELEASE


def compare_alpm(left: str, right: str) -> int:
    """Return -1, 0 or 1 as ``vercmp`` answers for two versions that have keys."""
    one, other = _split(left), _split(right)
    if one[-1] == _NO_RELEASE or other[-1] == _NO_RELEASE:
        one, other = one[:-1], other[:-1]
    return (one > other) - (one < other)
