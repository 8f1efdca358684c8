"""Go module versions, pseudo-versions and toolchain releases.

Module versions are semantic versions with ``v`` (golang.org/ref/mod, "Versions"); pseudo-versions order by their time stamp
by being semantic versions; ``+incompatible`` is build metadata. Releases of Go itself (``go1.21rc2``) are read too.
"""

import re
from typing import Final

from kaname.versions.order import Undetermined
from kaname.versions.semver import semver_key

_TOOLCHAIN: Final = re.compile(r"(?:go)?([0-9]+\.[0-9]+)(\.[0-9]+)?(?:(beta|rc)([0-9]+))?", re.ASCII).fullmatch


def go_key(text: str) -> bytes | Undetermined:
    """Return the key of a Go version; advisories for the standard library write ``1.21.0-rc.2`` for ``go1.21rc2``."""
    key = semver_key(text)
    if not isinstance(key, Undetermined):
        return key
    match = _TOOLCHAIN(text)
    if match is None:
        return key
    numbers, patch, kind, number = match.groups()
    return semver_key(f"{numbers}{patch or '.0'}" + (f"-{kind}.{number}" if kind else ""))
