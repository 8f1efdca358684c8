"""Debian versions: ``[epoch:]upstream[-revision]`` in the order of dpkg (Debian Policy 5.6.12)."""

import re
from typing import Final

from kaname.versions.encoding import NUMBER
from kaname.versions.order import Undetermined

_VERSION: Final = re.compile(
    r"(?:([0-9]+):)?([A-Za-z0-9][A-Za-z0-9.+~:_-]*?)(?:-([A-Za-z0-9.+~_]*))?", re.ASCII
).fullmatch
_PAIRS: Final = re.compile(r"([^0-9]*)([0-9]*)", re.ASCII).findall

# A tilde sorts before the end, the end before letters, letters before all other characters.
_END: Final = b"\x02"
_CHARACTERS: Final = bytes(
    1 if code == ord("~") else code if chr(code).isalpha() and code < 128 else (code | 0x80) for code in range(256)
)


def encode_mixed(text: str) -> bytes:
    """Return the key of an ASCII text of alternating non-digits and digits, as dpkg's ``verrevcmp`` compares them."""
    parts: list[bytes] = []
    for words, digits in _PAIRS(text):
        if words:
            parts.append(words.encode("ascii").translate(_CHARACTERS))
        elif not digits:
            break
        parts.append(_END)
        parts.append(NUMBER[digits])
    if not parts:
        parts = [_END, NUMBER[""]]
    parts.append(_END)
    return b"".join(parts)


def deb_key(text: str) -> bytes | Undetermined:
    """Return the key of a Debian or Ubuntu version; no epoch is epoch 0, no revision is revision 0."""
    match = _VERSION(text)
    if match is None:
        return Undetermined("versions.not_deb", text)
    epoch, upstream, revision = match.groups()
    if epoch is None and ":" in upstream:
        return Undetermined("versions.not_deb", text)
    return NUMBER[epoch or ""] + encode_mixed(upstream) + encode_mixed(revision or "")
