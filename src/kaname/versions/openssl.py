"""OpenSSL versions: before 3.0.0 ``1.1.1k`` with letters for fixes, since then semantic versions.

Source: OpenSSL, "Versioning and release strategy". Letters follow the bare version and each other in alphabetical order
(``1.0.2`` < ``1.0.2a`` < ``1.0.2z`` < ``1.0.2za``); ``-alpha``, ``-beta`` and ``-pre`` come before the release.
"""

import re
from typing import Final

from kaname.versions.encoding import encode_word
from kaname.versions.order import Undetermined
from kaname.versions.semver import RELEASE, encode_identifiers, encode_release

_VERSION: Final = re.compile(r"([0-9]+\.[0-9]+\.[0-9]+)([a-z]*)(?:-([a-z]+)\.?([0-9]*))?(?:\+.*)?", re.ASCII).fullmatch


def openssl_key(text: str) -> bytes | Undetermined:
    """Return the key of an OpenSSL version."""
    match = _VERSION(text)
    if match is None:
        return Undetermined("versions.not_openssl", text)
    numbers, letters, stage, count = match.groups()
    key = encode_release(numbers) + encode_word(letters)
    return key + (encode_identifiers(f"{stage}.{count or 0}") if stage else RELEASE)
