"""Gentoo versions: ``number{.number}…{letter}{_suffix{number}}…{-r#}`` in the order of Portage.

Source: Package Manager Specification 8, "Version comparison". Numbers after the first that begin with 0 compare as text
without their trailing zeros; no revision is revision 0.
"""

import re
from typing import Final

from kaname.versions.encoding import NUMBER, encode_word
from kaname.versions.order import Undetermined

_VERSION: Final = re.compile(
    r"([0-9]+)((?:\.[0-9]+)*)([a-z]?)((?:_(?:alpha|beta|pre|rc|p)[0-9]*)*)(?:-r([0-9]+))?", re.ASCII
).fullmatch
_SUFFIXES: Final = re.compile(r"_([a-z]+)([0-9]*)", re.ASCII).findall
_SUFFIX: Final = {"alpha": b"\x02", "beta": b"\x03", "pre": b"\x04", "rc": b"\x05", "p": b"\x10"}
_END, _LETTER, _NUMBER, _LEADING_ZERO = b"\x08", b"\x12", b"\x14", b"\x01"


def gentoo_key(text: str) -> bytes | Undetermined:
    """Return the key of a Gentoo version."""
    match = _VERSION(text)
    if match is None:
        return Undetermined("versions.not_gentoo", text)
    first, more, letter, suffixes, revision = match.groups()
    parts = [NUMBER[first]]
    for digits in more.split(".")[1:]:
        zero_first = digits[0] == "0"
        parts.append(_NUMBER + (_LEADING_ZERO + encode_word(digits.rstrip("0")) if zero_first else NUMBER[digits]))
    if letter:
        parts.append(_LETTER + letter.encode("ascii"))
    parts += [_SUFFIX[name] + NUMBER[digits] for name, digits in _SUFFIXES(suffixes)]
    return b"".join(parts) + _END + NUMBER[revision or ""]
