"""R package versions: numbers joined by ``.`` or ``-`` (R documentation, ``package_version``); fewer numbers sort first."""

import re
from typing import Final

from kaname.versions.encoding import NUMBER
from kaname.versions.order import Undetermined

_VERSION: Final = re.compile(r"[0-9]+(?:[.-][0-9]+)*", re.ASCII).fullmatch
_END: Final = b"\x01"


def cran_key(text: str) -> bytes | Undetermined:
    """Return the key of an R package version."""
    if not _VERSION(text):
        return Undetermined("versions.not_numbers", text)
    return b"".join([NUMBER[part] for part in text.replace("-", ".").split(".")]) + _END
