"""Each ecosystem's comparison written down directly, element by element, with none of the key encoding: the oracle of tests.

Every function returns -1, 0 or 1 for two versions that are well-formed in its scheme.
"""

import re
from collections.abc import Callable
from itertools import zip_longest
from typing import Any

from packaging.version import Version


def sign(left: Any, right: Any) -> int:
    """Return -1, 0 or 1."""
    return int(left > right) - int(left < right)


def compare_identifiers(left: list[str], right: list[str]) -> int:
    """Semantic Versioning 2.0.0, clause 11.4."""
    for one, other in zip(left, right, strict=False):
        if one.isdecimal() and other.isdecimal():
            outcome = sign(int(one), int(other))
        elif one.isdecimal() != other.isdecimal():
            outcome = -1 if one.isdecimal() else 1
        else:
            outcome = sign(one, other)
        if outcome:
            return outcome
    return sign(len(left), len(right))


def _semver_parts(text: str) -> tuple[list[int], list[str], list[str]]:
    text, _, build = text.removeprefix("v").partition("+")
    core, _, prerelease = text.partition("-")
    numbers = [int(part) for part in core.split(".")]
    return numbers, prerelease.split(".") if prerelease else [], build.split(".") if build else []


def compare_semver(left: str, right: str) -> int:
    """Numbers padded with zeros, then a release after its prereleases, then the identifiers."""
    left_numbers, left_pre, _ = _semver_parts(left)
    right_numbers, right_pre, _ = _semver_parts(right)
    for one, other in zip_longest(left_numbers, right_numbers, fillvalue=0):
        if one != other:
            return sign(one, other)
    if bool(left_pre) != bool(right_pre):
        return -1 if left_pre else 1
    return compare_identifiers(left_pre, right_pre)


def compare_nuget(left: str, right: str) -> int:
    """Semantic versioning without case."""
    return compare_semver(left.lower(), right.lower())


def compare_pub(left: str, right: str) -> int:
    """Semantic versioning, then builds: none first."""
    outcome = compare_semver(left, right)
    if outcome:
        return outcome
    left_build, right_build = _semver_parts(left)[2], _semver_parts(right)[2]
    if bool(left_build) != bool(right_build):
        return -1 if right_build else 1
    return compare_identifiers(left_build, right_build)


def compare_pypi(left: str, right: str) -> int:
    """The reference implementation of PEP 440."""
    return sign(Version(left), Version(right))


def _dpkg_weight(text: str, at: int) -> int:
    if at >= len(text) or text[at] in "0123456789":
        return 0
    if text[at] == "~":
        return -1
    return ord(text[at]) if text[at].isalpha() else ord(text[at]) + 256


def compare_dpkg_part(left: str, right: str) -> int:
    """dpkg: lib/dpkg/version.c, verrevcmp."""
    one = other = 0
    while one < len(left) or other < len(right):
        while (one < len(left) and not left[one].isdecimal()) or (other < len(right) and not right[other].isdecimal()):
            difference = _dpkg_weight(left, one) - _dpkg_weight(right, other)
            if difference:
                return sign(difference, 0)
            one, other = one + 1, other + 1
        left_digits, right_digits = re.match("[0-9]*", left[one:]), re.match("[0-9]*", right[other:])
        assert left_digits and right_digits
        outcome = sign(int(left_digits[0] or 0), int(right_digits[0] or 0))
        if outcome:
            return outcome
        one, other = one + left_digits.end(), other + right_digits.end()
    return 0


def _deb_parts(text: str) -> tuple[int, str, str]:
    epoch, colon, rest = text.partition(":")
    epoch, rest = (epoch, rest) if colon else ("0", text)
    upstream, dash, revision = rest.rpartition("-")
    return (int(epoch), upstream, revision) if dash else (int(epoch), rest, "")


def compare_deb(left: str, right: str) -> int:
    """Epoch, upstream version, revision."""
    one, other = _deb_parts(left), _deb_parts(right)
    return sign(one[0], other[0]) or compare_dpkg_part(one[1], other[1]) or compare_dpkg_part(one[2], other[2])


def compare_rpm_part(left: str, right: str) -> int:
    """rpm: rpmio/rpmvercmp.c."""
    while True:
        left, right = re.sub("^[^A-Za-z0-9~^]+", "", left), re.sub("^[^A-Za-z0-9~^]+", "", right)
        if left[:1] == "~" or right[:1] == "~":
            if left[:1] != "~":
                return 1
            if right[:1] != "~":
                return -1
            left, right = left[1:], right[1:]
            continue
        if left[:1] == "^" or right[:1] == "^":
            if not left:
                return -1
            if not right:
                return 1
            if left[0] != "^":
                return 1
            if right[0] != "^":
                return -1
            left, right = left[1:], right[1:]
            continue
        if not left or not right:
            return sign(bool(left), bool(right))
        kind = "[0-9]+" if left[0].isdecimal() else "[A-Za-z]+"
        one, other = re.match(kind, left), re.match(kind, right)
        assert one
        if other is None:
            return 1 if left[0].isdecimal() else -1
        outcome = sign(int(one[0]), int(other[0])) if left[0].isdecimal() else sign(one[0], other[0])
        if outcome:
            return outcome
        left, right = left[one.end() :], right[other.end() :]


def _rpm_parts(text: str) -> tuple[int, str, str | None]:
    epoch, colon, rest = text.partition(":")
    epoch, rest = (epoch, rest) if colon and epoch.isdecimal() else ("0", text)
    version, dash, release = rest.rpartition("-")
    return (int(epoch), version, release) if dash else (int(epoch), rest, None)


def compare_rpm(left: str, right: str) -> int:
    """Epoch, version, release; without release first."""
    one, other = _rpm_parts(left), _rpm_parts(right)
    outcome = sign(one[0], other[0]) or compare_rpm_part(one[1], other[1])
    if outcome or one[2] is None or other[2] is None:
        return outcome or sign(one[2] is not None, other[2] is not None)
    return compare_rpm_part(one[2], other[2])


def _gem_segments(text: str) -> list[int | str]:
    found = re.findall("[0-9]+|[a-zA-Z]+", text.replace("-", ".pre."))
    segments: list[int | str] = [int(part) if part.isdecimal() else part for part in found]
    first_word = next((index for index, part in enumerate(segments) if isinstance(part, str)), len(segments))
    numbers, words = segments[:first_word], segments[first_word:]
    for part in (numbers, words):
        while part and part[-1] == 0:
            part.pop()
    return numbers + words


def compare_gem(left: str, right: str) -> int:
    """rubygems: lib/rubygems/version.rb, ``<=>`` over canonical segments."""
    for one, other in zip_longest(_gem_segments(left), _gem_segments(right), fillvalue=0):
        if one == other:
            continue
        if isinstance(one, str) != isinstance(other, str):
            return -1 if isinstance(one, str) else 1
        return sign(one, other)
    return 0


_PHP_FORMS = ("dev", "alpha", "a", "beta", "b", "RC", "rc", "#", "pl", "p")
_PHP_RANKS = (0, 1, 1, 2, 2, 3, 3, 4, 5, 5)


def _php_rank(word: str) -> int:
    return next((rank for form, rank in zip(_PHP_FORMS, _PHP_RANKS, strict=True) if word.startswith(form)), -1)


def compare_composer(left: str, right: str) -> int:
    """php: ext/standard/versioning.c."""
    one, other = ([*re.findall("[0-9]+|[A-Za-z]+", text.lstrip("vV"))] for text in (left, right))
    for first, second in zip(one, other, strict=False):
        if first.isdecimal() and second.isdecimal():
            outcome = sign(int(first), int(second))
        else:
            ranks = ["#" if part.isdecimal() else part for part in (first, second)]
            outcome = sign(_php_rank(ranks[0]), _php_rank(ranks[1]))
        if outcome:
            return outcome
    if len(one) == len(other):
        return 0
    rest, direction = (one[len(other)], 1) if len(one) > len(other) else (other[len(one)], -1)
    return direction if rest.isdecimal() else direction * sign(_php_rank(rest), _php_rank("#"))


def compare_numbers(left: str, right: str) -> int:
    """Lists of numbers, shorter first."""
    one, other = ([int(part) for part in re.split("[.-]", text)] for text in (left, right))
    return sign(one, other)


_APK_SUFFIXES = ("alpha", "beta", "pre", "rc", "", "cvs", "svn", "git", "hg", "p")


def _apk_tokens(text: str) -> list[tuple[int, Any]]:
    """Tokens as (kind, value); where kinds differ the higher one is the later version."""
    match = re.fullmatch(r"([0-9]+)((?:\.[0-9]+)*)([a-z]?)((?:_[a-z]+[0-9]*)*)(?:-r([0-9]+))?", text)
    assert match, text
    tokens: list[tuple[int, Any]] = [(99, int(match[1]))]
    tokens += [(98, (0, part) if part[0] == "0" else (1, int(part))) for part in match[2].split(".")[1:]]
    if match[3]:
        tokens.append((97, match[3]))
    for name, number in re.findall("_([a-z]+)([0-9]*)", match[4]):
        rank = _APK_SUFFIXES.index(name) - 4
        tokens.append((rank if rank < 0 else 90, rank))
        if number:
            tokens.append((80, int(number)))
    if match[5]:
        tokens.append((70, int(match[5])))
    return [*tokens, (0, 0)]


def compare_apk(left: str, right: str) -> int:
    """apk-tools: src/version.c."""
    return sign(_apk_tokens(left), _apk_tokens(right))


def compare_gentoo(left: str, right: str) -> int:
    """Package Manager Specification 8, algorithms 3.1 to 3.7."""
    shape = r"([0-9]+)((?:\.[0-9]+)*)([a-z]?)((?:_[a-z]+[0-9]*)*)(?:-r([0-9]+))?"
    one, other = re.fullmatch(shape, left), re.fullmatch(shape, right)
    assert one and other
    outcome = sign(int(one[1]), int(other[1]))
    numbers = [match[2].split(".")[1:] for match in (one, other)]
    for first, second in zip(*numbers, strict=False):
        if first.startswith("0") or second.startswith("0"):
            outcome = outcome or sign(first.rstrip("0"), second.rstrip("0"))
        else:
            outcome = outcome or sign(int(first), int(second))
    outcome = outcome or sign(len(numbers[0]), len(numbers[1])) or sign(one[3], other[3])
    names = ["alpha", "beta", "pre", "rc", "", "p"]
    suffixes = [re.findall("_([a-z]+)([0-9]*)", match[4]) for match in (one, other)]
    for first, second in zip_longest(*suffixes, fillvalue=("", "")):
        outcome = outcome or sign(names.index(first[0]), names.index(second[0]))
        outcome = outcome or sign(int(first[1] or 0), int(second[1] or 0))
    return outcome or sign(int(one[5] or 0), int(other[5] or 0))


def compare_openssl(left: str, right: str) -> int:
    """Three numbers, then letters."""
    one, other = ([*map(int, re.findall("[0-9]+", text)[:3])] for text in (left, right))
    return sign(one, other) or sign(left.lstrip("0123456789."), right.lstrip("0123456789."))


def _alpm_part(left: str, right: str) -> int:
    """pacman: lib/libalpm/version.c, rpmvercmp."""
    while left and right:
        one, other = re.sub("^[^A-Za-z0-9]+", "", left), re.sub("^[^A-Za-z0-9]+", "", right)
        if not one or not other:
            left, right = one, other
            break
        outcome = sign(len(left) - len(one), len(right) - len(other))
        if outcome:
            return outcome
        kind = "[0-9]+" if one[0].isdecimal() else "[A-Za-z]+"
        first, second = re.match(kind, one), re.match(kind, other)
        assert first
        if second is None:
            return 1 if one[0].isdecimal() else -1
        outcome = sign(int(first[0]), int(second[0])) if one[0].isdecimal() else sign(first[0], second[0])
        if outcome:
            return outcome
        left, right = one[first.end() :], other[second.end() :]
    if not left and not right:
        return 0
    return -1 if (not left and not right[0].isalpha()) or left[:1].isalpha() else 1


def compare_alpm(left: str, right: str) -> int:
    """Epoch, version, release; every version here has a release."""
    one, other = _rpm_parts(left), _rpm_parts(right)
    outcome = sign(one[0], other[0]) or _alpm_part(one[1], other[1])
    return outcome or _alpm_part(one[2] or "", other[2] or "")


def compare_bitnami(left: str, right: str) -> int:
    """Semantic versioning, except that a bare number after the hyphen is a build."""
    shape = r"([0-9.]+)-([0-9]+)"
    one, other = re.fullmatch(shape, left), re.fullmatch(shape, right)
    left_core, right_core = one[1] if one else left, other[1] if other else right
    return compare_semver(left_core, right_core) or sign(int(one[2]) if one else 0, int(other[2]) if other else 0)


def _julia_parts(text: str) -> tuple[list[int], list[str] | None, list[str] | None]:
    text, plus, build = text.removeprefix("v").partition("+")
    core, hyphen, prerelease = text.partition("-")
    numbers = [*map(int, core.split(".")), 0, 0][:3]
    return numbers, prerelease.split(".") if hyphen else None, build.split(".") if plus else None


def _julia_identifiers(left: list[str], right: list[str]) -> int:
    def place(part: str) -> tuple[int, int, str]:
        return (0, 0, "") if not part else (1, int(part), "") if part.isdecimal() else (2, 0, part)

    return sign([*map(place, left)], [*map(place, right)])


def compare_julia(left: str, right: str) -> int:
    """julia: base/version.jl, ``isless``."""
    (numbers, pre, build), (other_numbers, other_pre, other_build) = _julia_parts(left), _julia_parts(right)
    outcome = sign(numbers, other_numbers)
    if not outcome and (pre is None) != (other_pre is None):
        outcome = 1 if pre is None else -1
    outcome = outcome or _julia_identifiers(pre or [], other_pre or [])
    if not outcome and (build is None) != (other_build is None):
        outcome = -1 if build is None else 1
    return outcome or _julia_identifiers(build or [], other_build or [])


_GENERIC_WORDS = ("dev", "snapshot", "alpha", "beta", "milestone", "pre", "rc")
_GENERIC_SHORT = {"a": "alpha", "b": "beta", "m": "milestone", "preview": "pre", "c": "rc", "cr": "rc"}


def _generic_parts(text: str) -> list[tuple[int, Any]]:
    words = re.findall("[0-9]+|[a-z]+", text.lower().partition("+")[0].removeprefix("v"))
    if words[-1] in ("final", "ga", "release"):
        words.pop()
    parts: list[tuple[int, Any]] = []
    for word in words:
        word = _GENERIC_SHORT.get(word, word)
        if word.isdecimal():
            parts.append((3, int(word)))
            continue
        while parts and parts[-1] == (3, 0):
            parts.pop()
        parts.append((0, _GENERIC_WORDS.index(word)) if word in _GENERIC_WORDS else (2, word))
    while parts and parts[-1] == (3, 0):
        parts.pop()
    return parts


def compare_generic(left: str, right: str) -> int:
    """docs/reference/versions.md, "The generic order"."""
    return sign([*_generic_parts(left), (1, 0)], [*_generic_parts(right), (1, 0)])


REFERENCES: dict[str, Callable[[str, str], int]] = {
    "alpm": compare_alpm,
    "apk": compare_apk,
    "bitnami": compare_bitnami,
    "cargo": compare_semver,
    "composer": compare_composer,
    "cran": compare_numbers,
    "deb": compare_deb,
    "gem": compare_gem,
    "generic": compare_generic,
    "gentoo": compare_gentoo,
    "githubactions": compare_semver,
    "golang": compare_semver,
    "hackage": compare_numbers,
    "hex": compare_semver,
    "julia": compare_julia,
    "npm": compare_semver,
    "nuget": compare_nuget,
    "opam": compare_dpkg_part,
    "openssl": compare_openssl,
    "pub": compare_pub,
    "pypi": compare_pypi,
    "rpm": compare_rpm,
    "semver": compare_semver,
    "swift": compare_semver,
}
