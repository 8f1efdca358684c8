"""Affected ranges of records as rows of the hot table.

Holds what stands between ``versions.ranges`` and a row: keys remembered (versions repeat a thousandfold within one feed),
ranges that cannot be evaluated turned into rows without keys, enumerated versions that no range covers turned into points.
Refuses nothing.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kaname.errors import InputError
from kaname.versions import SCHEMES, AffectedInterval, Undetermined, osv_intervals, sort_key

_REMEMBERED_RANGES = 100_000  # one erratum repeats its ranges for every variant of a distribution
_REMEMBERED_VERSIONS = 400_000  # about 60 MB; beyond this the memory is emptied, so that it stays bounded


class Stretch(NamedTuple):
    """One stretch of affected versions.

    ``lower <= key < upper`` in byte order; ``upper`` None is open; ``lower`` None means that a bound has no place in the
    order, or that there is no order. ``text``: for people; ``fixed``: version that ends it, None where none is named.
    """

    lower: bytes | None
    upper: bytes | None
    text: str
    fixed: str | None


class RangeReading(NamedTuple):
    """The stretches of one range; ``defect``: message code where the range itself is wrong, else None."""

    stretches: tuple[Stretch, ...]
    defect: str | None


class KeyMemory:
    """Keys of versions already seen; None for versions without a place in the order."""

    def __init__(self) -> None:
        self._schemes: dict[str, dict[str, bytes | None]] = {}

    def uncovered(self, scheme: str, versions: Sequence[str], stretches: Sequence[Stretch]) -> list[Stretch]:
        """Return enumerated versions that no stretch of the same entry covers, each as a stretch of its own.

        Cost: one look-up and one comparison per version and stretch.
        """
        keys = self._keys(scheme)
        spans = [(stretch.lower, stretch.upper) for stretch in stretches if stretch.lower is not None]
        found: list[Stretch] = []
        for text in dict.fromkeys(versions):
            key = keys[text] if text in keys else self._learn(keys, scheme, text)
            if key is None:
                found.append(Stretch(None, None, f"= {text}", None))
                continue
            for lower, upper in spans:
                if lower <= key and (upper is None or key < upper):
                    break
            else:
                found.append(Stretch(key, key + b"\0", f"= {text}", None))
        return found

    def _keys(self, scheme: str) -> dict[str, bytes | None]:
        keys = self._schemes.setdefault(scheme, {})
        if len(keys) > _REMEMBERED_VERSIONS:
            keys.clear()
        return keys

    def _learn(self, keys: dict[str, bytes | None], scheme: str, text: str) -> bytes | None:
        key = sort_key(scheme, text)
        keys[text] = None if isinstance(key, Undetermined) else key
        return keys[text]


@lru_cache(maxsize=_REMEMBERED_RANGES)
def read_range(scheme: str, events: tuple[tuple[str, str], ...]) -> RangeReading:
    """Return the stretches of one OSV range.

    Args:
        scheme: version order; ``""`` where there is none, then the range is one stretch without keys.
        events: (kind, version) in the order of the record.
    """
    if scheme not in SCHEMES:
        return RangeReading((_as_written(events),), None)
    try:
        found = osv_intervals(scheme, [_event(kind, text) for kind, text in events])
    except InputError as error:
        defect = (
            "knowledge.noted.unknown_event" if error.code == "versions.unknown_event" else "knowledge.noted.bad_range"
        )
        return RangeReading((_as_written(events),), defect)
    return RangeReading(tuple(_stretch(interval) for interval in found), None)


def _event(kind: str, text: str) -> Mapping[str, str]:
    return {kind: text}


def _stretch(interval: AffectedInterval) -> Stretch:
    bounds = interval.bounds
    if isinstance(bounds, Undetermined):
        return Stretch(None, None, interval.text, interval.fixed)
    return Stretch(bounds.lower, bounds.upper, interval.text, interval.fixed)


def _as_written(events: Sequence[tuple[str, str]]) -> Stretch:
    fixed = next((text for kind, text in events if kind == "fixed"), None)
    return Stretch(None, None, ", ".join(f"{kind} {text}" for kind, text in events) or "*", fixed)
