"""Bitnami versions: semantic versions, where ``-N`` with a number alone is the N-th build and sorts after the release.

Source: github.com/bitnami/go-version, "Version format".
"""

import re
from typing import Final

from kaname.versions.encoding import NUMBER
from kaname.versions.order import Undetermined
from kaname.versions.semver import RELEASE, encode_release, semver_key

_BUILD: Final = re.compile(r"[vV]?([0-9]+(?:\.[0-9]+){0,2})-([0-9]+)", re.ASCII).fullmatch


def bitnami_key(text: str) -> bytes | Undetermined:
    """Return the key of a Bitnami version; build 0 is the release itself."""
    match = _BUILD(text)
    if match is None:
        return semver_key(text)
    numbers, build = match.groups()
    return encode_release(numbers) + RELEASE + (NUMBER[build] if build.strip("0") else b"")
