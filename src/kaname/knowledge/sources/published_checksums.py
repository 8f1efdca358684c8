"""Checksums that publishers of yearly files give beside them. Asks nobody by itself.

Source: the ``.meta`` files of the NVD's feeds (SHA-256 of the unpacked file); ``checksum.txt`` of the feeds of JVN iPedia.
"""

import re

import msgspec
from msgspec import Struct

_META = re.compile(rb"^sha256:([0-9a-fA-F]{64})\s*$", re.MULTILINE)
_HEX = re.compile(r"[0-9a-fA-F]{64}")


class _Listed(Struct):
    filename: str = ""
    url: str = ""
    sha256: str = ""


def parse_nvd_meta(content: bytes) -> str | None:
    """Return the digest of the unpacked file in lower-case hex; None where the file names none."""
    found = _META.search(content)
    return found[1].decode("ascii").lower() if found else None


def parse_jvn_checksums(content: bytes) -> dict[str, str]:
    """Return file name → digest in lower-case hex; empty where it is no such list."""
    try:
        listed = msgspec.json.decode(content, type=list[_Listed])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}
    named = ((entry.filename or entry.url.rpartition("/")[2], entry.sha256) for entry in listed)
    return {name: digest.lower() for name, digest in named if name and _HEX.fullmatch(digest)}
