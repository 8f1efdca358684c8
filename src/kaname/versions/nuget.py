"""NuGet versions: up to four numbers, then semantic versioning with labels that ignore case.

Source: NuGet documentation, "Package versioning": ``1.0``, ``1.0.0`` and ``1.0.0.0`` are equal; leading zeros and build
metadata do not count.
"""

import re
from typing import Final

from kaname.versions.order import Undetermined
from kaname.versions.semver import RELEASE, encode_identifiers, encode_release

_VERSION: Final = re.compile(
    r"[vV]?([0-9]+(?:\.[0-9]+){0,3})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]*)?", re.ASCII
).fullmatch


def nuget_key(text: str) -> bytes | Undetermined:
    """Return the key of a NuGet version."""
    match = _VERSION(text)
    if match is None:
        return Undetermined("versions.not_nuget", text)
    numbers, labels = match.groups()
    return encode_release(numbers, 4) + (encode_identifiers(labels.lower()) if labels else RELEASE)
