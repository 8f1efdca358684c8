"""The table of schemes and the two questions every room asks of a version: its key, and which of two comes first.

A module of this room holds one order and is loaded when its scheme is first used. What no order can place is
``Undetermined``; this module refuses what is empty, too long or holds control characters before an order sees it.
"""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Final

from msgspec import Struct

# No registry accepts versions of this length; longer text is a path, a log line or an attack on the parser.
LONGEST_VERSION_CHARACTERS: Final = 512


class Undetermined(Struct, frozen=True):
    """A version that has no place in the order. ``reason``: message code ``versions.*``; ``text``: what was given."""

    reason: str
    text: str


KeyFunction = Callable[[str], bytes | Undetermined]

# Scheme → module of this package and the function that makes its keys.
_PLACES: Final[Mapping[str, tuple[str, str]]] = {
    "alpm": ("alpm", "alpm_key"),
    "apk": ("apk", "apk_key"),
    "bitnami": ("bitnami", "bitnami_key"),
    "cargo": ("semver", "semver_key"),
    "composer": ("packagist", "composer_key"),
    "conan": ("conan", "conan_key"),
    "cran": ("cran", "cran_key"),
    "datetime": ("datetime_order", "datetime_key"),
    "deb": ("dpkg", "deb_key"),
    "gem": ("rubygems", "gem_key"),
    "generic": ("generic", "generic_key"),
    "gentoo": ("gentoo", "gentoo_key"),
    "githubactions": ("semver", "semver_key"),
    "golang": ("go", "go_key"),
    "hackage": ("hackage", "hackage_key"),
    "hex": ("semver", "semver_key"),
    "julia": ("julia", "julia_key"),
    "lexicographic": ("lexicographic", "lexicographic_key"),
    "maven": ("maven", "maven_key"),
    "npm": ("semver", "npm_key"),
    "nuget": ("nuget", "nuget_key"),
    "opam": ("opam", "opam_key"),
    "openssl": ("openssl", "openssl_key"),
    "pub": ("semver", "pub_key"),
    "pypi": ("pep440", "pypi_key"),
    "rpm": ("rpm", "rpm_key"),
    "semver": ("semver", "semver_key"),
    "swift": ("semver", "semver_key"),
}

# Schemes whose tools give answers for single pairs that no order can hold together, and the function that gives them.
_PAIRWISE: Final[Mapping[str, str]] = {"alpm": "compare_alpm", "maven": "compare_maven"}

_loaded: dict[str, KeyFunction] = {}


class _Schemes(Mapping[str, KeyFunction]):
    """Scheme → function from text to key; looking one up loads its module."""

    def __getitem__(self, scheme: str) -> KeyFunction:
        function = _loaded.get(scheme)
        if function is None:
            module, name = _PLACES[scheme]
            function = _loaded[scheme] = _checked(getattr(import_module(f"kaname.versions.{module}"), name))
        return function

    def __contains__(self, scheme: object) -> bool:
        return scheme in _PLACES

    def __iter__(self) -> Iterator[str]:
        return iter(_PLACES)

    def __len__(self) -> int:
        return len(_PLACES)


SCHEMES: Final[Mapping[str, KeyFunction]] = _Schemes()


def _checked(make_key: KeyFunction) -> KeyFunction:
    """Wrap the function of an order so that it sees only text that may be a version."""

    def checked_key(text: str) -> bytes | Undetermined:
        text = text.strip()
        if not text:
            return Undetermined("versions.empty", text)
        if len(text) > LONGEST_VERSION_CHARACTERS:
            return Undetermined("versions.too_long", text)
        if not text.isprintable():
            return Undetermined("versions.control_character", text)
        return make_key(text)

    return checked_key


def sort_key(scheme: str, text: str) -> bytes | Undetermined:
    """Return the key of a version: byte order is version order; equal versions have equal keys.

    Keys of different schemes do not compare. Cost: a few microseconds; callers with millions of versions take the
    function ``SCHEMES[scheme]`` once.

    Args:
        scheme: purl type (``npm``, ``deb`` …) or ``semver``, ``generic``.
        text: version as written; surrounding white space is ignored.

    Returns:
        Key bytes, or ``Undetermined``: unknown scheme, empty, too long, or not a version of this scheme.
    """
    make_key = _loaded.get(scheme)
    if make_key is None:
        if scheme not in _PLACES:
            return Undetermined("versions.unknown_scheme", scheme)
        make_key = SCHEMES[scheme]
    return make_key(text)


def compare(scheme: str, left: str, right: str) -> int | Undetermined:
    """Return -1, 0 or 1 as ``left`` comes before, with or after ``right``; ``Undetermined`` where one has no place.

    The answer is that of the keys, except for ``maven`` and ``alpm``: there it is that of the ecosystem's own tool for this
    pair, which in a few shapes contradicts its answers for other pairs, so that no order, and no key, can follow it (see
    ``kaname.versions.maven`` and ``kaname.versions.alpm``).
    """
    left_key = sort_key(scheme, left)
    if isinstance(left_key, Undetermined):
        return left_key
    right_key = sort_key(scheme, right)
    if isinstance(right_key, Undetermined):
        return right_key
    if scheme in _PAIRWISE:
        module = import_module(f"kaname.versions.{_PLACES[scheme][0]}")
        outcome: int = getattr(module, _PAIRWISE[scheme])(left.strip(), right.strip())
        return outcome
    return (left_key > right_key) - (left_key < right_key)
