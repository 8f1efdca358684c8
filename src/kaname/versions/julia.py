"""Julia versions: ``VersionNumber`` of Julia's base library.

As semantic versioning, with missing numbers read as 0, a bare trailing ``-`` below every prerelease, and build metadata that
orders versions that are else equal (none before any).
"""

import re
from typing import Final

from kaname.versions.encoding import NUMBER, encode_word
from kaname.versions.order import Undetermined
from kaname.versions.semver import encode_release

_IDENTIFIERS: Final = r"[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*"
_VERSION: Final = re.compile(
    rf"v?([0-9]+(?:\.[0-9]+){{0,2}})(?:(-)({_IDENTIFIERS})?|((?=[a-z]){_IDENTIFIERS}))?(?:(\+)({_IDENTIFIERS})?)?",
    re.ASCII | re.IGNORECASE,
).fullmatch
_EMPTY, _END, _WORD, _RELEASE = b"\x02", b"\x01", b"\xe0", b"\xff"


def _identifiers(text: str | None) -> bytes:
    if not text:
        return _EMPTY + _END
    parts = [NUMBER[part] if part.isdecimal() else _WORD + encode_word(part) for part in text.split(".")]
    return b"".join(parts) + _END


def julia_key(text: str) -> bytes | Undetermined:
    """Return the key of a Julia version."""
    match = _VERSION(text)
    if match is None:
        return Undetermined("versions.not_semver", text)
    numbers, hyphen, prerelease, attached, plus, build = match.groups()
    key = encode_release(numbers)
    key += _identifiers(prerelease or attached) if hyphen or attached else _RELEASE
    return key + _identifiers(build) if plus else key
