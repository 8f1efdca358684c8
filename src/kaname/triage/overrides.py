"""Values of decision points that persons set by command: who, why, until when; withdrawn ones stay on record."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from msgspec import Struct

from kaname.triage.context import Override
from kaname.triage.statements import parse_time

State = Literal["applies", "expired", "future", "removed"]


class StoredOverride(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An override on record.

    Attributes:
        id: unique in the workspace. set: what was set; its ``date`` is the time of setting, ISO 8601.
        valid_until: ISO 8601 day or time after which it no longer applies; empty: until removed.
        removed, removed_by, removed_reason: when, by whom and why it was withdrawn; empty while it stands.
    """

    id: str
    set: Override
    valid_until: str = ""
    removed: str = ""
    removed_by: str = ""
    removed_reason: str = ""

    def state(self, now: datetime) -> State:
        """Return whether it applies at a time."""
        if self.removed:
            return "removed"
        since, until = parse_time(self.set.date), parse_time(self.valid_until)
        if until is not None and until < now:
            return "expired"
        # A day without time is stored by hand: it counts from its beginning.
        return "future" if since is not None and len(self.set.date) > len("2026-11-21") and since > now else "applies"


def applying(stored: Iterable[StoredOverride], now: datetime) -> tuple[Override, ...]:
    """Return the overrides that apply at a time, in the order in which they were set."""
    return tuple(one.set for one in stored if one.state(now) == "applies")
