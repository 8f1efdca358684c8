"""Affected ranges as pairs of keys: from OSV events, from enumerated versions, and the test whether a key lies inside.

A range is half-open in bytes, ``lower <= key < upper``. No key lies strictly between ``key`` and ``key + b"\\0"``, so an
inclusive end is the key followed by one zero byte, and a single version is the range between the two.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from kaname.errors import InputError
from kaname.versions.order import SCHEMES, KeyFunction, Undetermined

# OSV schema 1.7, "affected[].ranges[].events fields".
INTRODUCED, FIXED, LAST_AFFECTED, LIMIT = "introduced", "fixed", "last_affected", "limit"
_KINDS: Final = frozenset((INTRODUCED, FIXED, LAST_AFFECTED, LIMIT))
_FROM_THE_BEGINNING: Final = "0"
_WITHOUT_LIMIT: Final = "*"
_AFTER: Final = b"\0"


class Interval(Struct, frozen=True):
    """Keys from ``lower`` (included) to ``upper`` (not included).

    ``lower`` ``b""`` is from the beginning; ``upper`` None is without end.
    """

    lower: bytes
    upper: bytes | None

    def __contains__(self, key: bytes) -> bool:
        return self.lower <= key and (self.upper is None or key < self.upper)


class AffectedInterval(Struct, frozen=True):
    """One affected stretch of versions.

    Attributes:
        bounds: the stretch as keys; ``Undetermined`` where one of its versions has no place in the order.
        text: for people, such as ``>= 2.0.0, < 2.17.1``; ``*`` for every version.
        fixed: the version that ends the stretch by fixing it, as written; None where no fix is named.
    """

    bounds: Interval | Undetermined
    text: str
    fixed: str | None


class _Event(Struct, frozen=True):
    kind: str
    version: str
    key: bytes | Undetermined


def contains(intervals: Iterable[Interval], key: bytes) -> bool:
    """Say whether a key lies in one of the intervals."""
    return any(key in interval for interval in intervals)


def exact_interval(scheme: str, version: str) -> Interval | Undetermined:
    """Return the interval that holds one version and those equal to it."""
    key = _key_function(scheme)(version)
    return key if isinstance(key, Undetermined) else Interval(key, key + _AFTER)


def osv_intervals(scheme: str, events: Iterable[Mapping[str, str]]) -> tuple[AffectedInterval, ...]:
    """Return the affected stretches that the events of one OSV range describe.

    Events may come in any order: they are sorted by version as the evaluation algorithm of the OSV schema demands, those
    of one version in the order given. ``introduced`` ``0`` is before every version. Of several ``limit`` events the highest
    counts, ``*`` is none. A stretch whose bound has no place in the order is returned as undetermined; the other
    stretches stay. Stretches come in version order, undetermined ones first.

    Args:
        scheme: version order.
        events: one mapping per event, such as ``{"fixed": "1.2.3"}``.

    Raises:
        InputError: unknown scheme (``versions.unknown_scheme``), a kind of event that OSV does not know
            (``versions.unknown_event``), a value that is not text (``versions.event_not_text``), or no ``introduced`` event
            (``versions.no_introduced``).
    """
    read = _read_events(_key_function(scheme), events)
    limits = [event for event in read if event.kind == LIMIT and event.version != _WITHOUT_LIMIT]
    if any(event.kind == LIMIT and event.version == _WITHOUT_LIMIT for event in read):
        limits = []
    read = [event for event in read if event.kind != LIMIT]
    lost = next((event.key for event in limits if isinstance(event.key, Undetermined)), None)
    if lost is not None:
        return tuple(_undetermined(group, lost) for group in _groups(read))
    undetermined: list[AffectedInterval] = []
    if any(isinstance(event.key, Undetermined) for event in read):
        read, undetermined = _set_apart(read)
    return (*undetermined, *_sweep(read, _highest(limits)))


def _key_function(scheme: str) -> KeyFunction:
    if scheme not in SCHEMES:
        raise InputError("versions.unknown_scheme", scheme=scheme, known=", ".join(SCHEMES))
    return SCHEMES[scheme]


def _read_events(make_key: KeyFunction, events: Iterable[Mapping[str, str]]) -> list[_Event]:
    read: list[_Event] = []
    for index, event in enumerate(events):
        for kind, version in event.items():
            if kind not in _KINDS:
                raise InputError("versions.unknown_event", path=f"events[{index}]", kind=kind)
            if not isinstance(version, str):
                raise InputError("versions.event_not_text", path=f"events[{index}].{kind}")
            if kind == INTRODUCED and version == _FROM_THE_BEGINNING:
                key: bytes | Undetermined = b""
            elif kind == LIMIT and version == _WITHOUT_LIMIT:
                key = b""
            else:
                key = make_key(version)
            read.append(_Event(kind, version, key))
    if not any(event.kind == INTRODUCED for event in read):
        raise InputError("versions.no_introduced")
    return read


def _groups(events: Sequence[_Event]) -> list[list[_Event]]:
    """Cut events, in the order given, into stretches: each begins with an ``introduced``."""
    groups: list[list[_Event]] = []
    for event in events:
        if event.kind == INTRODUCED or not groups:
            groups.append([])
        groups[-1].append(event)
    return groups


def _set_apart(events: list[_Event]) -> tuple[list[_Event], list[AffectedInterval]]:
    """Part the events of stretches without a lost bound from the stretches that have one.

    Only the order of writing can say which events belong together when one has no place; where the writing does not
    begin with an ``introduced``, it cannot, and all is undetermined.
    """
    groups = _groups(events)
    together = [events] if events[0].kind != INTRODUCED else groups
    kept: list[_Event] = []
    lost: list[AffectedInterval] = []
    for group in together:
        reason = next((event.key for event in group if isinstance(event.key, Undetermined)), None)
        if reason is None:
            kept += group
        else:
            lost.append(_undetermined(group, reason))
    return kept, lost


def _undetermined(group: Sequence[_Event], reason: Undetermined) -> AffectedInterval:
    signs = {INTRODUCED: ">=", FIXED: "<", LAST_AFFECTED: "<="}
    bounds = [
        f"{signs[event.kind]} {event.version}"
        for event in group
        if not (event.kind == INTRODUCED and event.version == _FROM_THE_BEGINNING)
    ]
    fixed = next((event.version for event in group if event.kind == FIXED), None)
    return AffectedInterval(reason, ", ".join(bounds) or "*", fixed)


def _highest(limits: Sequence[_Event]) -> tuple[bytes, str] | None:
    keyed = [(event.key, event.version) for event in limits if isinstance(event.key, bytes)]
    return max(keyed, default=None)


def _sweep(events: Sequence[_Event], limit: tuple[bytes, str] | None) -> list[AffectedInterval]:
    boundaries = [
        (event.key + _AFTER if event.kind == LAST_AFFECTED else event.key, event)
        for event in events
        if isinstance(event.key, bytes)
    ]
    boundaries.sort(key=lambda boundary: boundary[0])
    found: list[AffectedInterval] = []
    start: tuple[bytes, _Event] | None = None
    ended = False
    for position, event in boundaries:
        if event.kind == INTRODUCED:
            start = start or (position, event)
            ended = False
        elif start is not None:
            if start[0] < position:
                found.append(_stretch(start, (position, event), limit))
                ended = True
            start = None
        elif event.kind == FIXED and ended:
            # `last_affected` closed the stretch already; the fix that follows it is still worth naming.
            found[-1] = AffectedInterval(found[-1].bounds, found[-1].text, found[-1].fixed or event.version)
    if start is not None:
        found.append(_stretch(start, None, limit))
    return [stretch for stretch in found if _is_something(stretch.bounds)]


def _is_something(bounds: Interval | Undetermined) -> bool:
    return isinstance(bounds, Undetermined) or bounds.upper is None or bounds.lower < bounds.upper


def _stretch(
    start: tuple[bytes, _Event], end: tuple[bytes, _Event] | None, limit: tuple[bytes, str] | None
) -> AffectedInterval:
    lower, first = start
    parts = [f">= {first.version}"] if lower else []
    upper = end[0] if end else None
    fixed = None
    if limit is not None and (upper is None or limit[0] < upper):
        upper = limit[0]
        parts.append(f"< {limit[1]}")
    elif end is not None:
        parts.append(f"{'<' if end[1].kind == FIXED else '<='} {end[1].version}")
    if end is not None and end[1].kind == FIXED:
        fixed = end[1].version
    return AffectedInterval(Interval(lower, upper), ", ".join(parts) or "*", fixed)
