"""An incident or actively exploited vulnerability as it was recorded: events, facts, notices sent, and the clocks they run.

Everything carries when it was recorded, so that what was known at any moment can be told afterwards. Nothing is ever taken
back: a correction is a further entry.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import Literal

import msgspec
from msgspec import Struct

from kaname.errors import InputError
from kaname.model.words import Words
from kaname.triage.deadlines import Deadline, Pause, Regime, deadlines_of

Kind = Literal["vulnerability", "incident"]


class Event(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Something that happened.

    ``name``: ``awareness``, ``corrective-measure`` …; ``at``: when; ``recorded``: when it was written down.
    """

    name: str
    at: str
    recorded: str
    by: str = ""
    note: str = ""


class Fact(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Something known, such as ``severity``; of several entries with one key the last recorded counts."""

    key: str
    value: str
    recorded: str
    by: str = ""


class Sent(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A notice that was sent. ``frozen``: file with what was known then, ``sha256``: of it."""

    regime: str
    step: str
    at: str
    recorded: str
    by: str = ""
    frozen: str = ""
    sha256: str = ""


class Stop(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A time in which clocks that may pause stand still; ``end`` empty: still standing."""

    start: str
    reason: str
    recorded: str
    end: str = ""
    by: str = ""


class Incident(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The record. Times are ISO 8601 with zone.

    Attributes:
        kind: an actively exploited vulnerability, or an incident. regimes: ids of the regimes whose clocks run.
        vulnerabilities, products: concerned.
    """

    id: str
    title: str
    kind: Kind
    opened: str
    regimes: tuple[str, ...]
    vulnerabilities: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    opened_by: str = ""
    events: tuple[Event, ...] = ()
    facts: tuple[Fact, ...] = ()
    sent: tuple[Sent, ...] = ()
    pauses: tuple[Stop, ...] = ()

    @property
    def known(self) -> dict[str, str]:
        """Facts by key, the last recorded of each."""
        return {fact.key: fact.value for fact in self.facts}


class FactKey(Struct, frozen=True, forbid_unknown_fields=True):
    """A fact that notices ask for."""

    key: str
    title: Words


class _Notices(Struct, frozen=True, forbid_unknown_fields=True):
    facts: tuple[FactKey, ...]
    steps: Mapping[str, tuple[str, ...]]
    default: tuple[str, ...]


@cache
def _notices() -> _Notices:
    from kaname.catalogs.yaml_text import parse_yaml  # a scan without triage does without the YAML parser

    data = resources.files("kaname.triage").joinpath("notices.yaml").read_bytes()
    return msgspec.convert(parse_yaml(data, ""), type=_Notices)


def facts_asked(regime: str, step: str) -> tuple[FactKey, ...]:
    """Return the facts that a notice asks for, in its order."""
    notices = _notices()
    keys = notices.steps.get(f"{regime}/{step}", notices.default)
    by_key = {fact.key: fact for fact in notices.facts}
    return tuple(by_key[key] for key in keys)


def fact_keys() -> tuple[str, ...]:
    """Return every key that some notice asks for."""
    return tuple(fact.key for fact in _notices().facts)


def deadlines_of_incident(
    incident: Incident, regimes: Mapping[str, Regime], *, now: datetime
) -> Iterator[tuple[Regime, Deadline]]:
    """Yield every clock of an incident with its state.

    Raises:
        InputError: ``triage.unknown_regime``; ``cli.bad_time``; ``triage.pause_form``.
    """
    events: dict[str, datetime] = {}
    for event in incident.events:
        # The clock runs from the first time that something happened, whatever was written later.
        moment = moment_of(event.at)
        events[event.name] = min(moment, events.get(event.name, moment))
    pauses = [
        Pause(start=moment_of(stop.start), reason=stop.reason, end=moment_of(stop.end) if stop.end else None)
        for stop in incident.pauses
    ]
    for name in incident.regimes:
        if name not in regimes:
            raise InputError("triage.unknown_regime", given=name, known=", ".join(regimes))
        done: dict[str, datetime] = {}
        for sent in incident.sent:
            if sent.regime == name:
                moment = moment_of(sent.at)
                done[sent.step] = min(moment, done.get(sent.step, moment))
        regime = regimes[name]
        for deadline in deadlines_of(regime, events=events, done=done, pauses=pauses, now=now):
            yield regime, deadline


def known_at(incident: Incident, moment: datetime) -> Incident:
    """Return the record as it stood at a moment: only what had been recorded by then."""

    def had(recorded: str) -> bool:
        return moment_of(recorded) <= moment

    return msgspec.structs.replace(
        incident,
        events=tuple(one for one in incident.events if had(one.recorded)),
        facts=tuple(one for one in incident.facts if had(one.recorded)),
        sent=tuple(one for one in incident.sent if had(one.recorded)),
        pauses=tuple(
            one if not one.end or moment_of(one.end) <= moment else msgspec.structs.replace(one, end="")
            for one in incident.pauses
            if had(one.recorded)
        ),
    )


def moment_of(text: str) -> datetime:
    """Return a recorded time as aware UTC.

    Raises:
        InputError: ``cli.bad_time``.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InputError("cli.bad_time", given=text) from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
