"""Conan versions: dot-separated items of any count, then ``-prerelease`` and ``+build``.

Source: Conan 2 documentation, "Version ranges" and "Versions": zeros at the end do not count, a prerelease sorts before its
release, build metadata after it. An item that begins with digits sorts by that number, then by the rest.
"""

import re
from typing import Final

from kaname.versions.encoding import NUMBER, ZERO, encode_word
from kaname.versions.order import Undetermined

_VERSION: Final = re.compile(r"([^-+\s]+)(?:-([^+\s]*))?(?:\+(\S*))?").fullmatch
_ITEM: Final = re.compile(r"([0-9]*)(.*)", re.ASCII | re.DOTALL).fullmatch
_END, _NO_REST, _REST, _WORD = b"\x01", b"\x02", b"\x03", b"\xe0"
_PRERELEASE, _RELEASE = b"\x02", b"\x03"
_NO_BUILD, _BUILD = b"\x01", b"\x02"


def _items(text: str) -> bytes:
    parts: list[bytes] = []
    for item in text.lower().split("."):
        match = _ITEM(item)
        digits, rest = match.groups() if match else ("", item)
        if not digits:
            parts.append(_WORD + encode_word(rest) if rest else ZERO + _NO_REST)
        else:
            parts.append(NUMBER[digits] + (_REST + encode_word(rest) if rest else _NO_REST))
    while parts and parts[-1] == ZERO + _NO_REST:
        parts.pop()
    return b"".join(parts) + _END


def conan_key(text: str) -> bytes | Undetermined:
    """Return the key of a Conan version."""
    match = _VERSION(text)
    if match is None:
        return Undetermined("versions.not_conan", text)
    numbers, prerelease, build = match.groups()
    key = _items(numbers)
    key += _PRERELEASE + _items(prerelease) if prerelease else _RELEASE
    return key + (_BUILD + _items(build) if build else _NO_BUILD)
