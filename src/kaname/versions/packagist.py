"""Composer versions in the order of PHP's ``version_compare``, after dropping a leading ``v`` as Composer does.

Source: PHP manual, ``version_compare``: ``-``, ``_`` and ``+`` become dots, a dot is set between digits and letters, then
part by part: any unknown word < dev < alpha = a < beta = b < RC = rc < end < number < pl = p. Words of stability are case
sensitive there, and ``1.0`` sorts before ``1.0.0``. Branches (``dev-main``) have no place in the order.
"""

import re
from typing import Final

from kaname.versions.encoding import NUMBER
from kaname.versions.order import Undetermined

_PARTS: Final = re.compile(r"[0-9]+|[A-Za-z]+", re.ASCII).findall
_PLAIN: Final = re.compile(r"[vV]?([0-9]+(?:\.[0-9]+)*)", re.ASCII).fullmatch
_VERSION: Final = re.compile(r"[vV]?([0-9].*)", re.ASCII).fullmatch
_STAGES: Final = (("dev", b"\x11"), ("a", b"\x12"), ("b", b"\x13"), ("RC", b"\x14"), ("rc", b"\x14"), ("p", b"\xe1"))
_UNKNOWN, _END = b"\x10", b"\x15"


def _stage(word: str) -> bytes:
    for name, mark in _STAGES:
        if word.startswith(name):
            return mark
    return _UNKNOWN


def composer_key(text: str) -> bytes | Undetermined:
    """Return the key of a Composer version."""
    plain = _PLAIN(text)
    if plain:
        return b"".join([NUMBER[part] for part in plain[1].split(".")]) + _END
    if text.startswith("dev-"):
        return Undetermined("versions.branch", text)
    match = _VERSION(text)
    if match is None:
        return Undetermined("versions.not_composer", text)
    parts = [NUMBER[part] if part.isdecimal() else _stage(part) for part in _PARTS(match[1])]
    return b"".join(parts) + _END
