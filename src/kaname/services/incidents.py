"""Incidents: opened, continued, looked at, and notices drafted and frozen."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from kaname.errors import InputError
from kaname.formats.report.notice import render_notice
from kaname.formats.vex_text import time_text
from kaname.messages import Language
from kaname.store.context import read_context
from kaname.store.files import read_bytes
from kaname.store.incidents import freeze_incident, incident_ids, incident_path, read_incident, write_incident
from kaname.triage.deadlines import Deadline, Regime, load_regimes, parse_regime
from kaname.triage.incidents import (
    Event,
    Fact,
    Incident,
    Kind,
    Sent,
    Stop,
    deadlines_of_incident,
    fact_keys,
    known_at,
    moment_of,
)


class IncidentStatus(Struct, frozen=True, kw_only=True):
    """An incident with its clocks."""

    incident: Incident
    clocks: tuple[tuple[Regime, Deadline], ...]

    @property
    def missed(self) -> tuple[tuple[Regime, Deadline], ...]:
        """Clocks whose time has passed without the step being done."""
        return tuple(pair for pair in self.clocks if pair[1].state == "missed")


def regimes_of(workspace: Path) -> Mapping[str, Regime]:
    """Return the bundled regimes and those of the workspace (``regimes/*.yaml``), which win over bundled ones of their id."""
    own = [parse_regime(read_bytes(path)) for path in sorted((workspace / "regimes").glob("*.yaml"))]
    return dict(load_regimes()) | {regime.id: regime for regime in own}


def open_incident(
    *,
    workspace: str,
    incident: Incident,
    aware: str,
    now: datetime,
) -> tuple[Incident, Path]:
    """Open an incident; its clocks start with the moment of awareness.

    Args:
        incident: ``opened`` is filled in; without regimes those of the context that fit its kind apply.
        aware: ISO 8601 time at which it became known; a time without zone is UTC.

    Raises:
        InputError: ``incident.exists``; ``incident.no_regime``; ``incident.other_kind``: the regimes of the
            context are for the other kind; ``triage.unknown_regime``; ``incident.aware_in_future``.
    """
    folder = Path(workspace)
    context = read_context(folder)
    if incident_path(folder, incident.id).exists():
        raise InputError("incident.exists", id=incident.id)
    known = regimes_of(folder)
    chosen = incident.regimes or tuple(
        name for name in context.regimes if name in known and known[name].kind in (incident.kind, "both")
    )
    if not chosen and context.regimes:
        raise InputError("incident.other_kind", kind=incident.kind, regimes=", ".join(context.regimes))
    if not chosen:
        raise InputError("incident.no_regime", known=", ".join(known))
    for name in chosen:
        if name not in known:
            raise InputError("triage.unknown_regime", given=name, known=", ".join(known))
    if moment_of(aware) > now:
        raise InputError("incident.aware_in_future", given=aware)
    stamp = time_text(now)
    event = Event(name="awareness", at=time_text(moment_of(aware)), recorded=stamp, by=incident.opened_by)
    opened = msgspec.structs.replace(incident, regimes=chosen, opened=stamp, events=(event,))
    return opened, write_incident(folder, opened)


def record_event(
    *, workspace: str, incident: str, name: str, now: datetime, at: str = "", by: str = "", note: str = ""
) -> Incident:
    """Record that something happened.

    Args:
        name: ``awareness``, ``corrective-measure``, ``ransom-payment``, ``coordination-start`` or another word.
        at: when it happened; empty: now.
    """
    found = read_incident(Path(workspace), incident)
    event = Event(name=name, at=time_text(_past(at, now)), recorded=time_text(now), by=by, note=note)
    return _written(workspace, msgspec.structs.replace(found, events=(*found.events, event)))


def record_facts(*, workspace: str, incident: str, facts: Sequence[str], now: datetime, by: str = "") -> Incident:
    """Record facts given as ``KEY=TEXT``.

    Raises:
        InputError: ``incident.fact_form``; ``incident.unknown_fact``.
    """
    found = read_incident(Path(workspace), incident)
    added: list[Fact] = []
    for text in facts:
        key, equals, value = text.partition("=")
        if not equals or not value.strip():
            raise InputError("incident.fact_form", given=text)
        if key not in fact_keys():
            raise InputError("incident.unknown_fact", given=key, known=", ".join(fact_keys()))
        added.append(Fact(key=key, value=value.strip(), recorded=time_text(now), by=by))
    return _written(workspace, msgspec.structs.replace(found, facts=(*found.facts, *added)))


def record_pause(*, workspace: str, incident: str, reason: str, now: datetime, at: str = "", by: str = "") -> Incident:
    """Stop the clocks that may stand still.

    Raises:
        InputError: ``incident.paused_already``; ``incident.pause_reason``.
    """
    found = read_incident(Path(workspace), incident)
    if not reason.strip():
        raise InputError("incident.pause_reason")
    if any(not stop.end for stop in found.pauses):
        raise InputError("incident.paused_already")
    stop = Stop(start=time_text(_past(at, now)), reason=reason, recorded=time_text(now), by=by)
    return _written(workspace, msgspec.structs.replace(found, pauses=(*found.pauses, stop)))


def record_resume(*, workspace: str, incident: str, now: datetime, at: str = "") -> Incident:
    """Let the clocks run on.

    Raises:
        InputError: ``incident.not_paused``.
    """
    found = read_incident(Path(workspace), incident)
    if not any(not stop.end for stop in found.pauses):
        raise InputError("incident.not_paused")
    end = time_text(_past(at, now))
    pauses = tuple(stop if stop.end else msgspec.structs.replace(stop, end=end) for stop in found.pauses)
    return _written(workspace, msgspec.structs.replace(found, pauses=pauses))


def record_sent(
    *, workspace: str, incident: str, notice: str, now: datetime, lang: Language, at: str = "", by: str = ""
) -> Incident:
    """Record that a notice was sent and freeze what was known.

    Args:
        notice: ``REGIME/STEP``. lang: language of the notice in the frozen copy.

    Raises:
        InputError: ``incident.unknown_step``.
    """
    folder = Path(workspace)
    found = read_incident(folder, incident)
    regime, deadline = _step(found, regimes_of(folder), notice, now)
    moment = _past(at, now)
    text = render_notice(known_at(found, moment), regime=regime, deadline=deadline, now=moment, lang=lang)
    stamp = moment.strftime("%Y%m%dT%H%M%SZ")
    frozen, sha256 = freeze_incident(
        folder, known_at(found, moment), name=f"{stamp}-{regime.id}-{deadline.step}", notice=text
    )
    sent = Sent(
        regime=regime.id,
        step=deadline.step,
        at=time_text(moment),
        recorded=time_text(now),
        by=by,
        frozen=frozen,
        sha256=sha256,
    )
    return _written(workspace, msgspec.structs.replace(found, sent=(*found.sent, sent)))


def incident_statuses(*, workspace: str, now: datetime, incident: str = "") -> tuple[IncidentStatus, ...]:
    """Return one incident or all of them with their clocks."""
    folder = Path(workspace)
    read_context(folder)
    regimes = regimes_of(folder)
    names = (incident,) if incident else incident_ids(folder)
    return tuple(
        IncidentStatus(incident=one, clocks=tuple(deadlines_of_incident(one, regimes, now=now)))
        for one in (read_incident(folder, name) for name in names)
    )


def draft_notice(
    *, workspace: str, incident: str, notice: str, now: datetime, lang: Language, as_of: datetime | None = None
) -> str:
    """Return a draft of a notice from what is recorded.

    Args:
        notice: ``REGIME/STEP``. as_of: only what had been recorded by then.
    """
    folder = Path(workspace)
    found = read_incident(folder, incident)
    if as_of is not None:
        found = known_at(found, as_of)
    regime, deadline = _step(found, regimes_of(folder), notice, now)
    return render_notice(found, regime=regime, deadline=deadline, now=as_of or now, lang=lang)


def new_incident(
    *,
    identifier: str,
    title: str,
    kind: Kind,
    regimes: Sequence[str] = (),
    vulnerabilities: Sequence[str] = (),
    products: Sequence[str] = (),
    by: str = "",
) -> Incident:
    """Return an incident that is not opened yet."""
    return Incident(
        id=identifier,
        title=title,
        kind=kind,
        opened="",
        regimes=tuple(regimes),
        vulnerabilities=tuple(vulnerabilities),
        products=tuple(products),
        opened_by=by,
    )


def _step(incident: Incident, regimes: Mapping[str, Regime], notice: str, now: datetime) -> tuple[Regime, Deadline]:
    clocks = list(deadlines_of_incident(incident, regimes, now=now))
    for regime, deadline in clocks:
        if notice == f"{regime.id}/{deadline.step}":
            return regime, deadline
    known = ", ".join(f"{regime.id}/{deadline.step}" for regime, deadline in clocks)
    raise InputError("incident.unknown_step", given=notice, known=known)


def _past(at: str, now: datetime) -> datetime:
    moment = moment_of(at) if at else now
    if moment > now:
        raise InputError("incident.in_future", given=at)
    return moment


def _written(workspace: str, incident: Incident) -> Incident:
    # Clocks are computed once before writing, so that a record that makes no sense is refused, not stored.
    tuple(deadlines_of_incident(incident, regimes_of(Path(workspace)), now=moment_of(incident.opened)))
    write_incident(Path(workspace), incident)
    return incident
