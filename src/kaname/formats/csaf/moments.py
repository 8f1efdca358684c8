"""Dates of CSAF documents: RFC 3339 as CSAF 2.0 takes it (leap seconds included), and as CSAF 2.1 narrows it.

CSAF 2.1, section 2.3: upper-case ``T`` and ``Z``, no leap seconds, a time zone always. Comparison keeps every digit of a
fraction, which ``datetime`` alone would cut at six.
"""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache

from msgspec import Struct

_RFC_3339 = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))", re.ASCII
)
_LEAP_SECOND = 60


class Moment(Struct, frozen=True, order=True):
    """An instant: second in UTC, and the fraction of it."""

    second: datetime
    fraction: Decimal

    def minus_days(self, days: int) -> "Moment":
        """Return the instant that many days before."""
        return Moment(self.second - timedelta(days=days), self.fraction)


@cache
def parse_moment(text: str) -> Moment | None:
    """Return the instant that an RFC 3339 text names; None where it names none.

    Letters may be in any case and the separator a space; a leap second counts as the second after it.
    """
    found = _RFC_3339.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part) for part in found.groups()[:6])
    sign, zone_hours, zone_minutes = found.group(8), int(found.group(9) or 0), int(found.group(10) or 0)
    if zone_hours > 23 or zone_minutes > 59 or second > _LEAP_SECOND:
        return None
    offset = timedelta(hours=zone_hours, minutes=zone_minutes) * (-1 if sign == "-" else 1)
    extra = timedelta(seconds=1) if second == _LEAP_SECOND else timedelta()
    try:
        local = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
        moment = local + extra - offset
    except (ValueError, OverflowError):
        return None
    if second == _LEAP_SECOND and (moment.hour, moment.minute, moment.second) != (0, 0, 0):
        return None
    return Moment(moment, Decimal("0." + (found.group(7) or "0")))


def is_strict(text: str) -> bool:
    """Say whether a date keeps to the rules of CSAF 2.1, section 2.3."""
    found = _RFC_3339.fullmatch(text)
    if found is None or parse_moment(text) is None:
        return False
    return text[10] == "T" and not text.endswith("z") and int(found.group(6)) < _LEAP_SECOND
