"""Arch Linux versions: ``[epoch:]version[-release]`` in the order of pacman's ``vercmp``.

Segments as in rpm, but letters that follow a number directly make an earlier version (1.0rc < 1.0), while letters after a
separator make a later one (1.0 < 1.0.a). Where one side has no release it sorts before any release.
"""

import re
from typing import Final

from kaname.versions.encoding import NUMBER
from kaname.versions.order import Undetermined

_VERSION: Final = re.compile(r"(?:([0-9]+):)?([^-]+)(?:-([0-9.]+))?", re.ASCII).fullmatch
_SEGMENTS: Final = re.compile(r"([^0-9A-Za-z]*)([0-9]+|[A-Za-z]+|$)", re.ASCII).findall
_ATTACHED_WORD, _END, _WORD, _NUMBER = b"\x01", b"\x02", b"\x03", b"\x05"
_NO_RELEASE, _RELEASE = b"\x01", b"\x02"


def _part(text: str) -> bytes:
    parts: list[bytes] = []
    for separator, segment in _SEGMENTS(text):
        if not segment:
            break
        if segment.isdecimal():
            parts.append(_NUMBER + NUMBER[segment])
        else:
            parts.append((_WORD if separator else _ATTACHED_WORD) + segment.encode("ascii") + b"\x00")
    parts.append(_END)
    return b"".join(parts)


def alpm_key(text: str) -> bytes | Undetermined:
    """Return the key of an Arch Linux version; no epoch is epoch 0."""
    match = _VERSION(text)
    if match is None:
        return Undetermined("versions.not_alpm", text)
    epoch, version, release = match.groups()
    return NUMBER[epoch or ""] + _part(version) + (_RELEASE + _part(release) if release else _NO_RELEASE)
