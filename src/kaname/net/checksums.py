"""Checksums that a response states about its body: ``Repr-Digest`` and ``Digest`` (SHA-256), ``x-goog-hash`` (MD5).

MD5 finds damage on the way, not an attacker; who may speak for a source is settled by TLS.
"""

import base64
import binascii
import gzip
import hashlib
import re
import zlib
from collections.abc import Mapping
from pathlib import Path

_PIECE_BYTES = 1024 * 1024
_SHA256 = re.compile(r"\bsha-256=:?([A-Za-z0-9+/=]{43,44}):?", re.IGNORECASE)
_MD5 = re.compile(r"\bmd5=([A-Za-z0-9+/=]{22,24})")


def file_sha256(path: Path, *, unpacked: bool = False) -> str:
    """Return the hex SHA-256 of a file, or of what is packed in it by gzip; ``""`` where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with gzip.open(path) if unpacked else path.open("rb") as stream:
            while piece := stream.read(_PIECE_BYTES):
                digest.update(piece)
    except (OSError, EOFError, zlib.error):
        return ""
    return digest.hexdigest()


class Checksums:
    """SHA-256 and MD5 of bytes as they pass."""

    def __init__(self) -> None:
        self._sha256 = hashlib.sha256()
        self._md5 = hashlib.md5(usedforsecurity=False)

    def update(self, data: bytes) -> None:
        """Take more bytes in."""
        self._sha256.update(data)
        self._md5.update(data)

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of all bytes so far."""
        return self._sha256.hexdigest()

    def agrees_with(self, headers: Mapping[str, str]) -> bool:
        """Say whether what a response states (names in lower case) fits; True where it states nothing.

        Digests of parts (206) are of the whole representation, as RFC 9530 section 3 has it for ``Repr-Digest``.
        """
        for name, pattern, digest in (
            ("repr-digest", _SHA256, self._sha256.digest()),
            ("digest", _SHA256, self._sha256.digest()),
            ("x-goog-hash", _MD5, self._md5.digest()),
        ):
            found = pattern.search(headers.get(name, ""))
            if found is None:
                continue
            try:
                stated = base64.b64decode(found[1])
            except binascii.Error:
                continue
            if stated != digest:
                return False
        return True
