"""Semantic versions as the ecosystems use them: npm, Cargo, Hex, Swift, GitHub Actions, and Pub with its own build rule.

Precedence is clause 11 of Semantic Versioning 2.0.0. Taken as well, because registries and advisories write it: a leading
``v``, missing minor and patch numbers (read as 0) and more than three numbers (compared as numbers). Not taken: empty or
foreign identifiers after ``-``, and anything that does not begin with a number.
"""

import re
from typing import Final

from kaname.versions.encoding import NUMBER, ZERO, encode_word
from kaname.versions.order import Undetermined

_IDENTIFIERS: Final = r"[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*"
_VERSION: Final = re.compile(
    rf"[vV]?([0-9]+(?:\.[0-9]+)*)(?:-({_IDENTIFIERS}))?(?:\+({_IDENTIFIERS}))?", re.ASCII
).fullmatch
# What the loose mode of node-semver reads too: `=1.2.3`, `v 1.2.3`, and a prerelease without its hyphen.
_LOOSE: Final = re.compile(
    rf"[=v\s]*([0-9]+\.[0-9]+\.[0-9]+)(?:-?((?<=-){_IDENTIFIERS}|(?=[0-9A-Za-z]){_IDENTIFIERS}))?(?:\+({_IDENTIFIERS}))?",
    re.ASCII,
).fullmatch

# Mark of a version without prerelease; sorts after every prerelease.
RELEASE: Final = b"\xf0"
_END: Final = b"\x01"
_WORD: Final = b"\xe0"
# A number beyond the third sorts after the end of the version and after its prereleases.
_FURTHER: Final = b"\xff"


def encode_identifiers(text: str) -> bytes:
    """Return the key of dot-separated identifiers: numbers before words, fewer before more, ASCII order of words."""
    parts = [NUMBER[part] if part.isdecimal() else _WORD + encode_word(part) for part in text.split(".")]
    return b"".join(parts) + _END


def encode_release(numbers: str, count: int = 3) -> bytes:
    """Return the key of dot-separated numbers; missing ones up to ``count`` are 0, zeros after it do not count."""
    parts = [NUMBER[part] for part in numbers.split(".")]
    missing = count - len(parts)
    if missing > 0:
        return b"".join(parts) + ZERO * missing
    if missing < 0:
        while len(parts) > count and parts[-1] == ZERO:
            parts.pop()
    return b"".join(parts)


def _numbers_key(numbers: str) -> bytes:
    if numbers.count(".") <= 2:
        return encode_release(numbers)
    first, second, third, *rest = encode_parts(numbers)
    return first + second + third + b"".join(_FURTHER + part for part in rest)


def encode_parts(numbers: str) -> list[bytes]:
    """Return the keys of dot-separated numbers, without zeros after the third."""
    parts = [NUMBER[part] for part in numbers.split(".")]
    while len(parts) > 3 and parts[-1] == ZERO:
        parts.pop()
    return parts


def semver_key(text: str) -> bytes | Undetermined:
    """Return the key of a semantic version; build metadata does not count."""
    match = _VERSION(text)
    if match is None:
        return Undetermined("versions.not_semver", text)
    numbers, prerelease, _ = match.groups()
    return _numbers_key(numbers) + (encode_identifiers(prerelease) if prerelease else RELEASE)


def npm_key(text: str) -> bytes | Undetermined:
    """Return the key of an npm version: a semantic version, or what npm itself reads in loose mode."""
    key = semver_key(text)
    if not isinstance(key, Undetermined):
        return key
    match = _LOOSE(text)
    if match is None:
        return key
    numbers, prerelease, _ = match.groups()
    return encode_release(numbers) + (encode_identifiers(prerelease) if prerelease else RELEASE)


def pub_key(text: str) -> bytes | Undetermined:
    """Return the key of a Dart package version: unlike elsewhere, build metadata orders versions that are else equal.

    Source: pub_semver, ``Version.compareTo``: no build comes before any build, builds compare as prereleases do.
    """
    match = _VERSION(text)
    if match is None:
        return Undetermined("versions.not_semver", text)
    numbers, prerelease, build = match.groups()
    key = _numbers_key(numbers) + (encode_identifiers(prerelease) if prerelease else RELEASE)
    return key + encode_identifiers(build) if build else key
