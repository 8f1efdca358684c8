"""Business days: weekends, Japanese public holidays, and the days on which offices are closed.

Holidays come from the jpholiday library (Act on National Holidays, as amended; years 1949 to 2099). A calendar says which
days count; it knows nothing of hours or time zones.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache

from kaname.errors import InputError

Calendar = Callable[[date], bool]

_FIRST_YEAR, _LAST_YEAR = 1949, 2099
_SATURDAY = 5


def _every_day(day: date) -> bool:
    return True


def _weekdays(day: date) -> bool:
    return day.weekday() < _SATURDAY


@lru_cache(maxsize=4096)
def _japan(day: date) -> bool:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise InputError("triage.calendar_years", day=day.isoformat(), first=_FIRST_YEAR, last=_LAST_YEAR)
    import jpholiday

    return _weekdays(day) and not jpholiday.is_holiday(day)


def _japan_offices(day: date) -> bool:
    # 行政機関の休日に関する法律 §1: 29 December to 3 January besides weekends and holidays.
    closed = (day.month == 12 and day.day >= 29) or (day.month == 1 and day.day <= 3)
    return not closed and _japan(day)


CALENDARS: Mapping[str, Calendar] = {
    "every-day": _every_day,
    "weekdays": _weekdays,
    "japan": _japan,
    "japan-offices": _japan_offices,
}


def calendar_named(name: str) -> Calendar:
    """Return a calendar.

    Raises:
        InputError: ``triage.unknown_calendar``.
    """
    if name not in CALENDARS:
        raise InputError("triage.unknown_calendar", name=name, names=", ".join(CALENDARS))
    return CALENDARS[name]


def next_business_day(day: date, calendar: Calendar) -> date:
    """Return the day itself where it counts, else the first one after it that does."""
    while not calendar(day):
        day += timedelta(days=1)
    return day


def add_business_days(day: date, count: int, calendar: Calendar, skip: Callable[[date], bool] | None = None) -> date:
    """Return the ``count``-th business day after a day; the day itself never counts.

    Args:
        skip: further days that do not count, such as those of a pause.
    """
    if count < 0:
        raise ValueError("count must not be negative")
    while count:
        day += timedelta(days=1)
        if calendar(day) and not (skip and skip(day)):
            count -= 1
    return day


def add_months(day: date, count: int) -> date:
    """Return the same day ``count`` months later, or the last day of that month where it has no such day."""
    month = day.month - 1 + count
    year, month = day.year + month // 12, month % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(day.day, (following - timedelta(days=1)).day))
