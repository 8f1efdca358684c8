"""Haskell package versions: a list of numbers (Haskell Package Versioning Policy); fewer numbers sort first."""

import re
from typing import Final

from kaname.versions.encoding import NUMBER
from kaname.versions.order import Undetermined

_VERSION: Final = re.compile(r"[0-9]+(?:\.[0-9]+)*", re.ASCII).fullmatch
_END: Final = b"\x01"


def hackage_key(text: str) -> bytes | Undetermined:
    """Return the key of a Haskell package version."""
    if not _VERSION(text):
        return Undetermined("versions.not_numbers", text)
    return b"".join([NUMBER[part] for part in text.split(".")]) + _END
