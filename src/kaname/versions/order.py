"""The table of schemes and the two questions every room asks of a version: its key, and which of two comes first."""

from collections.abc import Callable, Mapping

from msgspec import Struct


class Undetermined(Struct, frozen=True):
    """A version that has no place in the order. ``reason``: message code ``versions.*``; ``text``: what was given."""

    reason: str
    text: str


SCHEMES: Mapping[str, Callable[[str], bytes | Undetermined]] = {}


def sort_key(scheme: str, text: str) -> bytes | Undetermined:
    """Return the key of a version: byte order is version order; equal versions have equal keys.

    Args:
        scheme: purl type (``npm``, ``deb`` …) or ``semver``, ``generic``.
        text: version as written; surrounding white space is ignored.

    Returns:
        Key bytes, or ``Undetermined``: unknown scheme, empty, too long, or not a version of this scheme.
    """
    parse = SCHEMES.get(scheme)
    if parse is None:
        return Undetermined("versions.unknown_scheme", scheme)
    return parse(text)


def compare(scheme: str, left: str, right: str) -> int | Undetermined:
    """Return -1, 0 or 1 as ``left`` comes before, with or after ``right``; ``Undetermined`` where one has no place."""
    left_key = sort_key(scheme, left)
    if isinstance(left_key, Undetermined):
        return left_key
    right_key = sort_key(scheme, right)
    if isinstance(right_key, Undetermined):
        return right_key
    return (left_key > right_key) - (left_key < right_key)
