"""Python package versions: PEP 440, and below all of them what older tools accepted.

Source: PyPA specification "Version specifiers" (PEP 440), with the summary of permitted suffixes and normalisation. Text
that is not PEP 440 but was on the index before it (``0.1-bulbasaur``, ``trunk``) sorts below every PEP 440 version in the
order that setuptools documented for it; ``is_legacy`` tells it apart. Text with characters that no such version holds is
undetermined.
"""

import re
from typing import Final

from kaname.versions.encoding import NUMBER, ZERO, encode_word
from kaname.versions.order import Undetermined

_PLAIN: Final = re.compile(r"[0-9]+(?:\.[0-9]+)*", re.ASCII).fullmatch
_VERSION: Final = re.compile(
    r"""
    v?
    (?:([0-9]+)!)?
    ([0-9]+(?:\.[0-9]+)*)
    (?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?([0-9]*))?
    (?:-([0-9]+)|[-_.]?(post|rev|r)[-_.]?([0-9]*))?
    (?:[-_.]?(dev)[-_.]?([0-9]*))?
    (?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?
    """,
    re.VERBOSE | re.ASCII,
).fullmatch
_LEGACY: Final = re.compile(r"[A-Za-z0-9.+_:!*-]*[A-Za-z0-9][A-Za-z0-9.+_:!*-]*", re.ASCII).fullmatch
_LEGACY_PARTS: Final = re.compile(r"(\d+|[a-z]+|\.|-)", re.ASCII).split
_LEGACY_WORDS: Final = {"pre": "c", "preview": "c", "-": "final-", "rc": "c", "dev": "@"}
_LOCAL_PARTS: Final = re.compile(r"[-_.]").split

_LEGACY_MARK: Final = b"\x10"
_END: Final = b"\x01"
_PRE: Final = {
    "a": b"\x03", "alpha": b"\x03", "b": b"\x04", "beta": b"\x04",
    "c": b"\x05", "rc": b"\x05", "pre": b"\x05", "preview": b"\x05",
}  # fmt: skip
_ONLY_DEV: Final = b"\x02"
_NO_PRE: Final = b"\x06"
_NO_POST, _POST = b"\x02", b"\x03"
_DEV, _NO_DEV = b"\x02", b"\x03"
_NO_LOCAL, _LOCAL, _LOCAL_WORD = b"\x02", b"\x03", b"\x10"
_FINAL: Final = _END + _NO_PRE + _NO_POST + _NO_DEV + _NO_LOCAL


def _release(numbers: str) -> bytes:
    parts = [NUMBER[part] for part in numbers.split(".")]
    while parts and parts[-1] == ZERO:
        parts.pop()
    return b"".join(parts)


def pypi_key(text: str) -> bytes | Undetermined:
    """Return the key of a Python version."""
    if _PLAIN(text):
        return ZERO + _release(text) + _FINAL
    lowered = text.lower()
    match = _VERSION(lowered)
    if match is None:
        return _legacy_key(text)
    epoch, numbers, pre, pre_number, implicit, post, post_number, dev, dev_number, local = match.groups()
    has_post = implicit is not None or post is not None
    without_pre = _ONLY_DEV if dev and not has_post else _NO_PRE
    stage = _PRE[pre] + NUMBER[pre_number] if pre else without_pre
    return b"".join(
        (
            NUMBER[epoch or ""],
            _release(numbers),
            _END,
            stage,
            _POST + NUMBER[implicit or post_number or ""] if has_post else _NO_POST,
            _DEV + NUMBER[dev_number] if dev else _NO_DEV,
            _local(local) if local else _NO_LOCAL,
        )
    )


def is_legacy(text: str) -> bool:
    """Say whether a version is not PEP 440, and sorts only because older tools gave it a place."""
    return _VERSION(text.strip().lower()) is None


def _local(local: str) -> bytes:
    parts = [NUMBER[part] if part.isdecimal() else _LOCAL_WORD + encode_word(part) for part in _LOCAL_PARTS(local)]
    return _LOCAL + b"".join(parts) + _END


def _legacy_key(text: str) -> bytes | Undetermined:
    if not _LEGACY(text):
        return Undetermined("versions.not_pep440", text)
    parts: list[str] = []
    for raw in _LEGACY_PARTS(text.lower()):
        part = _LEGACY_WORDS.get(raw, raw)
        if not part or part == ".":
            continue
        if part[0].isdecimal():
            parts.append(part.zfill(8))
            continue
        part = "*" + part
        if part < "*final":
            while parts and parts[-1] == "*final-":
                parts.pop()
        while parts and parts[-1] == "00000000":
            parts.pop()
        parts.append(part)
    while parts and parts[-1] == "00000000":
        parts.pop()
    parts.append("*final")
    return _LEGACY_MARK + b"".join(b"\x01" + encode_word(part) for part in parts)
