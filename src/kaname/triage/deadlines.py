"""Clocks: by when which notice or fix is due under a regime, why, and what became of it.

A regime is data (``regimes/*.yaml``): steps that run from an event (``awareness``, ``corrective-measure``) or from another
step's completion, for hours, days, months or business days. Everything is a pure function of the events and ``now``.

How time is counted, the same in every regime: hours run exactly. Days and months end at the same time of day in the
regime's time zone (``ends: exact``, the strict reading) or at the end of the last day (``ends: day``). Business days end at
the end of the last day. A due time on a day that does not count moves on only where the regime says so (``roll``).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import resources
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Struct

from kaname.errors import InputError
from kaname.model.words import Words
from kaname.triage.calendar import add_business_days, add_months, calendar_named, next_business_day

State = Literal["waiting", "running", "paused", "met", "late", "missed"]
Provenance = Literal["official", "derived", "draft"]


class Within(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A span; exactly one unit is given."""

    hours: int | None = None
    days: int | None = None
    months: int | None = None
    business_days: int | None = None

    @property
    def unit(self) -> str:
        """The unit that is given."""
        return next(name for name in self.__struct_fields__ if getattr(self, name) is not None)

    @property
    def count(self) -> int:
        """How many of them."""
        return int(getattr(self, self.unit))


class Step(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that is due.

    Attributes:
        after: event that starts the clock, or id of the step whose completion does.
        until: where a step is due by the completion of none, None. ends, roll, calendar: how the end is found.
    """

    id: str
    title: Words
    after: str
    within: Within
    ends: Literal["exact", "day"] = "exact"
    roll: Literal["none", "next-business-day"] = "none"


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a regime's times come from, and how sure that is."""

    document: str
    clause: str
    provenance: Provenance
    checked: str
    note: Words | None = None


class Regime(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A set of clocks that one law, directive or contract runs.

    Attributes:
        kind: ``vulnerability``, ``incident`` or ``both``: what sets it off. pausable: whether a pause stops its clocks.
    """

    id: str
    title: Words
    kind: Literal["vulnerability", "incident", "both"]
    source: Source
    recipient: Words
    steps: tuple[Step, ...]
    time_zone: str = "UTC"
    calendar: str = "every-day"
    pausable: bool = False


class Pause(Struct, frozen=True, kw_only=True):
    """A time in which a clock that may pause stands still. ``end`` None: still standing."""

    start: datetime
    reason: str
    end: datetime | None = None


class Deadline(Struct, frozen=True, kw_only=True):
    """One step's due time.

    Attributes:
        started: when its clock started, None while ``waiting`` for its event. due: aware UTC; None while waiting or paused.
        done: when it was done. state: ``waiting`` (event not recorded), ``running``, ``paused``, ``met``, ``late`` (done
            after due) or ``missed`` (not done, due has passed).
        paused_seconds: how long the clock stood. ignored_pauses: pauses recorded that this regime does not allow.
        rolled_from: due time before it moved on to a business day, where it did.
    """

    regime: str
    step: str
    started: datetime | None
    due: datetime | None
    state: State
    done: datetime | None = None
    paused_seconds: int = 0
    ignored_pauses: int = 0
    rolled_from: datetime | None = None

    def remaining_seconds(self, now: datetime) -> int | None:
        """Return the seconds left, negative when past due; None without due time or when done."""
        if self.due is None or self.done is not None:
            return None
        return int((self.due - now).total_seconds())


def parse_regime(data: bytes) -> Regime:
    """Parse a regime from YAML.

    Raises:
        InputError: not YAML; not of the form (with the path); a step after one that does not exist; no unit or several; an
            unknown time zone or calendar.
    """
    from kaname.catalogs.yaml_text import parse_yaml  # a scan without triage does without the YAML parser

    try:
        regime = msgspec.convert(parse_yaml(data, ""), type=Regime)
    except msgspec.ValidationError as error:
        detail, _, path = str(error).partition(" - at `")
        raise InputError(
            "triage.regime_form", path=path.rstrip("`").removeprefix("$.") or None, detail=detail
        ) from error
    calendar_named(regime.calendar)
    _zone(regime.time_zone)
    seen: set[str] = set()
    later = {step.id for step in regime.steps}
    for index, step in enumerate(regime.steps):
        given = [name for name in Within.__struct_fields__ if getattr(step.within, name) is not None]
        if len(given) != 1 or step.within.count < 0:
            raise InputError("triage.regime_within", path=f"steps[{index}].within")
        if step.id in seen or (step.after in later and step.after not in seen):
            raise InputError("triage.regime_step_order", path=f"steps[{index}].after", step=step.id)
        seen.add(step.id)
    return regime


@cache
def load_regimes() -> Mapping[str, Regime]:
    """Load the regimes that come with Kaname, by id."""
    folder = resources.files("kaname.triage").joinpath("regimes")
    regimes = [
        parse_regime(entry.read_bytes())
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".yaml")
    ]
    return {regime.id: regime for regime in regimes}


def deadlines_of(
    regime: Regime,
    *,
    events: Mapping[str, datetime],
    done: Mapping[str, datetime],
    pauses: Sequence[Pause] = (),
    now: datetime,
) -> tuple[Deadline, ...]:
    """Return the state of every step of a regime.

    Args:
        events: aware times of recorded events (``awareness`` …). done: when steps were completed, by step id.
        pauses: of the clocks of this case, any order. now: aware time of asking.

    Raises:
        InputError: ``triage.pause_form``: a pause that ends before it starts, or two that overlap.
    """
    ordered = _checked_pauses(pauses)
    return tuple(_deadline(regime, step, events, done, ordered, now) for step in regime.steps)


def _deadline(
    regime: Regime,
    step: Step,
    events: Mapping[str, datetime],
    done: Mapping[str, datetime],
    pauses: Sequence[Pause],
    now: datetime,
) -> Deadline:
    started = events.get(step.after, done.get(step.after))
    finished = done.get(step.id)
    if started is None:
        state: State = "met" if finished else "waiting"
        return Deadline(regime=regime.id, step=step.id, started=None, due=None, state=state, done=finished)
    counted = pauses if regime.pausable else ()
    ignored = 0 if regime.pausable else len(pauses)
    standing = next((pause for pause in counted if pause.end is None and pause.start >= started), None)
    due, stood, rolled_from = _due(regime, step, started, counted, now)
    if standing is not None and finished is None and standing.start <= now and due > standing.start:
        return Deadline(regime=regime.id, step=step.id, started=started, due=None, state="paused", paused_seconds=stood)
    measured = finished or now
    state = ("met" if finished else "running") if measured <= due else ("late" if finished else "missed")
    return Deadline(
        regime=regime.id,
        step=step.id,
        started=started,
        due=due.astimezone(UTC),
        state=state,
        done=finished,
        paused_seconds=stood,
        ignored_pauses=ignored,
        rolled_from=rolled_from,
    )


def _due(
    regime: Regime, step: Step, started: datetime, pauses: Sequence[Pause], now: datetime
) -> tuple[datetime, int, datetime | None]:
    zone, calendar = _zone(regime.time_zone), calendar_named(regime.calendar)
    local = started.astimezone(zone)
    unit, count = step.within.unit, step.within.count
    stood = timedelta()
    if unit == "business_days":
        last = add_business_days(local.date(), count, calendar, _paused_at_end_of(pauses, zone, now))
        due = _end_of(last, zone)
    else:
        if unit == "hours":
            due = started.astimezone(UTC) + timedelta(hours=count)
        else:
            last = add_months(local.date(), count) if unit == "months" else local.date() + timedelta(days=count)
            due = _end_of(last, zone) if step.ends == "day" else _at(last, local.timetz(), zone)
        stood = _standing_time(started, due, pauses, now)
        due += stood
    rolled_from = None
    if step.roll == "next-business-day":
        day = due.astimezone(zone).date()
        moved = next_business_day(day, calendar)
        if moved != day:
            rolled_from, due = due.astimezone(UTC), _end_of(moved, zone)
    return due, int(stood.total_seconds()), rolled_from


def _standing_time(started: datetime, due: datetime, pauses: Sequence[Pause], now: datetime) -> timedelta:
    """Return for how long a clock stood: each pause before the due time pushes it out, perhaps into the next pause."""
    stood = timedelta()
    for pause in pauses:
        if pause.start >= due + stood:
            break
        begin, end = max(pause.start, started), pause.end or max(now, pause.start)
        if end > begin:
            stood += end - begin
    return stood


def _paused_at_end_of(pauses: Sequence[Pause], zone: ZoneInfo, now: datetime) -> Callable[[date], bool]:
    def is_paused(day: date) -> bool:
        moment = _end_of(day, zone)
        return any(pause.start <= moment <= (pause.end or max(now, pause.start)) for pause in pauses)

    return is_paused


def _checked_pauses(pauses: Sequence[Pause]) -> list[Pause]:
    ordered = sorted(pauses, key=lambda pause: pause.start)
    for index, pause in enumerate(ordered):
        if pause.end is not None and pause.end < pause.start:
            raise InputError("triage.pause_form", start=pause.start.isoformat())
        following = ordered[index + 1] if index + 1 < len(ordered) else None
        if following is not None and (pause.end is None or following.start < pause.end):
            raise InputError("triage.pause_form", start=following.start.isoformat())
    return ordered


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    """Return the last second of a day."""
    return datetime.combine(day, time(23, 59, 59), zone).astimezone(UTC)


def _at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    # A wall time that summer time skips is read with the offset before the change (PEP 495, fold=0): an hour later on the
    # new clock, never earlier than the span asks for.
    return datetime.combine(day, clock.replace(tzinfo=None), zone).astimezone(UTC)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise InputError("triage.unknown_time_zone", name=name) from error
