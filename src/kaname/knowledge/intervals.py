"""Affected ranges of OSV records as intervals of version keys.

Holds the evaluation of one ``ranges[]`` entry and of the enumerated ``versions`` of an ``affected`` entry. Refuses nothing:
what has no place in the order becomes an interval without keys, which matches nothing and is reported.

Source: OSV schema 1.7, "Evaluation".
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kaname.versions import Undetermined, sort_key

OPEN, FIXED, LAST_AFFECTED, LIMIT, EXACT = range(5)
"""How an interval ends: not at all, before a fixed version, with a last affected one, before a limit; or one version."""

_ENDS = {"fixed": FIXED, "last_affected": LAST_AFFECTED, "limit": LIMIT}
_CACHE_ENTRIES_MAX = (
    400_000  # versions repeat within one feed; beyond this the cache is emptied, so memory stays bounded
)


class Interval(NamedTuple):
    """One stretch of affected versions.

    ``lower <= key < upper`` in byte order; ``upper`` None is open; ``lower`` None means that a bound has no place in the
    order. ``introduced`` is None for "from the beginning"; ``end`` is the version that ends it, by ``end_kind``.
    """

    lower: bytes | None
    upper: bytes | None
    introduced: str | None
    end: str | None
    end_kind: int


class _Event(NamedTuple):
    key: bytes
    kind: int  # OPEN stands for "introduced"
    text: str


class KeyCache:
    """Sort keys already computed; None for versions without a place in the order."""

    def __init__(self) -> None:
        self._schemes: dict[str, dict[str, bytes | None]] = {}

    def of_scheme(self, scheme: str) -> dict[str, bytes | None]:
        """Return the cache of one scheme, emptied when it has grown too large."""
        keys = self._schemes.setdefault(scheme, {})
        if len(keys) > _CACHE_ENTRIES_MAX:
            keys.clear()
        return keys

    def key(self, scheme: str, text: str) -> bytes | None:
        """Return the key of a version, or None where it has no place in the order."""
        keys = self.of_scheme(scheme)
        if text in keys:
            return keys[text]
        key = sort_key(scheme, text)
        found = None if isinstance(key, Undetermined) else key
        keys[text] = found
        return found


def osv_range(cache: KeyCache, scheme: str, events: Sequence[tuple[str, str]]) -> list[Interval]:
    """Return the intervals of one range.

    Args:
        cache: keys already known.
        scheme: version order.
        events: (kind, version) in the order of the record; the order does not matter where every version has a key.

    Returns:
        Intervals in version order. Where a version has no key or a kind is unknown, the branch it stands in (from an
        ``introduced`` to the next) is one interval without keys; the other branches stay usable.
    """
    known = [_event(cache, scheme, kind, text) for kind, text in events]
    if all(event is not None for event in known):
        return _evaluate([event for event in known if event is not None])
    intervals: list[Interval] = []
    for branch in _branches(events):
        inner = [_event(cache, scheme, kind, text) for kind, text in branch]
        complete = [event for event in inner if event is not None]
        intervals += _evaluate(complete) if len(complete) == len(inner) else [_without_keys(branch)]
    return intervals


def uncovered(cache: KeyCache, scheme: str, versions: Sequence[str], intervals: Sequence[Interval]) -> list[Interval]:
    """Return enumerated versions that no interval of the same entry covers, each as an interval of its own.

    Cost: one look-up in the cache and one comparison per version and interval.
    """
    keys = cache.of_scheme(scheme)
    spans = [(lower, upper) for lower, upper, *_ in intervals if lower is not None]
    found: list[Interval] = []
    for text in dict.fromkeys(versions):
        key = keys[text] if text in keys else cache.key(scheme, text)
        if key is None:
            found.append(Interval(None, None, text, text, EXACT))
            continue
        for lower, upper in spans:
            if lower <= key and (upper is None or key < upper):
                break
        else:
            found.append(Interval(key, key + b"\0", text, text, EXACT))
    return found


@lru_cache(maxsize=65_536)
def range_text(introduced: str | None, end: str | None, end_kind: int) -> str:
    """Return an interval for people: ``>= 2.0.0, < 2.17.1``, ``= 1.0``, or ``*`` for every version."""
    if end_kind == EXACT:
        return f"= {end}"
    parts = [f">= {introduced}"] if introduced else []
    if end is not None and end_kind != OPEN:
        parts.append(f"{'<=' if end_kind == LAST_AFFECTED else '<'} {end}")
    return ", ".join(parts) or "*"


def _event(cache: KeyCache, scheme: str, kind: str, text: str) -> _Event | None:
    if kind == "introduced":
        if text == "0":
            return _Event(b"", OPEN, "")
        key = cache.key(scheme, text)
        return None if key is None else _Event(key, OPEN, text)
    end_kind = _ENDS.get(kind)
    if end_kind is None:
        return None
    if end_kind == LIMIT and text == "*":
        return _Event(b"\xff" * 8, LIMIT, "*")
    key = cache.key(scheme, text)
    if key is None:
        return None
    return _Event(key + b"\0" if end_kind == LAST_AFFECTED else key, end_kind, text)


def _evaluate(events: list[_Event]) -> list[Interval]:
    """Walk the events in version order; ``fixed`` and ``introduced`` at one version keep the order of the record."""
    intervals: list[Interval] = []
    start: _Event | None = None
    for event in sorted(events, key=lambda item: item.key):
        if event.kind == OPEN:
            start = start or event
        elif start is not None and not (event.kind == LIMIT and event.text == "*"):
            if start.key < event.key:
                intervals.append(Interval(start.key, event.key, start.text or None, event.text, event.kind))
            start = None
    if start is not None:
        intervals.append(Interval(start.key, None, start.text or None, None, OPEN))
    return intervals


def _branches(events: Sequence[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    branches: list[list[tuple[str, str]]] = []
    for kind, text in events:
        if kind == "introduced" or not branches:
            branches.append([])
        branches[-1].append((kind, text))
    return branches


def _without_keys(branch: Sequence[tuple[str, str]]) -> Interval:
    introduced = next((text for kind, text in branch if kind == "introduced" and text != "0"), None)
    for kind, text in branch:
        if kind in _ENDS:
            return Interval(None, None, introduced, text, _ENDS[kind])
    return Interval(None, None, introduced, None, OPEN)
