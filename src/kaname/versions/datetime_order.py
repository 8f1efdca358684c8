"""Moments written as RFC 3339 time stamps, in the order of time."""

import re
from datetime import UTC, datetime
from typing import Final

from kaname.versions.order import Undetermined

_MOMENT: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.([0-9]+))?(Z|[+-][0-9]{2}:[0-9]{2})", re.ASCII
).fullmatch
_BEGINNING: Final = datetime(1, 1, 1, tzinfo=UTC)
# Offsets may lead before the first day of the calendar.
_SHIFT_SECONDS: Final = 86_400


def datetime_key(text: str) -> bytes | Undetermined:
    """Return the key of a moment; the same instant written in two zones is equal."""
    match = _MOMENT(text)
    if match is None:
        return Undetermined("versions.not_datetime", text)
    moment, fraction, zone = match.groups()
    try:
        passed = datetime.fromisoformat(moment + ("+00:00" if zone == "Z" else zone)) - _BEGINNING
    except ValueError:
        return Undetermined("versions.not_datetime", text)
    seconds = passed.days * 86_400 + passed.seconds + _SHIFT_SECONDS
    return seconds.to_bytes(8, "big") + (fraction or "").rstrip("0").encode("ascii")
