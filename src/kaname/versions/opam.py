"""OCaml package versions: compared as a whole as Debian compares its parts (opam manual, "Version ordering")."""

import re
from typing import Final

from kaname.versions.dpkg import encode_mixed
from kaname.versions.order import Undetermined

_VERSION: Final = re.compile(r"[A-Za-z0-9.+~_-]+", re.ASCII).fullmatch


def opam_key(text: str) -> bytes | Undetermined:
    """Return the key of an opam version."""
    return encode_mixed(text) if _VERSION(text) else Undetermined("versions.not_opam", text)
