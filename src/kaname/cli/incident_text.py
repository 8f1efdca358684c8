"""How incidents and their clocks are shown."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import msgspec

from kaname.cli.columns import format_columns
from kaname.cli.console import Console
from kaname.formats.report.notice import event_name
from kaname.formats.report.view import clean
from kaname.formats.vex_text import time_text
from kaname.services.incidents import IncidentStatus
from kaname.triage.deadlines import Deadline, Regime

_HOUR, _DAY = 3600, 86400
_JAPAN = timezone(timedelta(hours=9))


def status_lines(status: IncidentStatus, console: Console, now: datetime) -> Iterator[str]:
    """Yield title, pauses and one line per clock."""
    incident = status.incident
    yield f"{incident.id}  {clean(incident.title)}"
    for stop in incident.pauses:
        if not stop.end:
            yield "  " + console.text("incident.paused", since=stop.start, reason=clean(stop.reason))
    rows = [_row(regime, deadline, console, now) for regime, deadline in status.clocks]
    heading = [console.text(f"incident.column.{name}") for name in ("state", "due", "left", "notice", "title")]
    yield format_columns(rows, heading=heading, indent="  ")
    if any(deadline.ignored_pauses for _, deadline in status.clocks) and incident.pauses:
        yield "  " + console.text("incident.pause_ignored")


def status_document(status: IncidentStatus, now: datetime) -> dict[str, Any]:
    """Return an incident with its clocks as plain values."""
    return {
        **msgspec.to_builtins(status.incident),
        "clocks": [
            {
                "notice": f"{regime.id}/{deadline.step}",
                "state": deadline.state,
                "started": time_text(deadline.started) if deadline.started is not None else None,
                "due": time_text(deadline.due) if deadline.due is not None else None,
                "done": time_text(deadline.done) if deadline.done is not None else None,
                "remaining_seconds": deadline.remaining_seconds(now),
                "source": {"document": regime.source.document, "clause": regime.source.clause},
                "provenance": regime.source.provenance,
            }
            for regime, deadline in status.clocks
        ],
    }


def _row(regime: Regime, deadline: Deadline, console: Console, now: datetime) -> tuple[str, ...]:
    step = next(one for one in regime.steps if one.id == deadline.step)
    due = _moment(deadline.due, console) if deadline.due is not None else "-"
    if deadline.state == "waiting":
        due = console.text("incident.waits_for", event=event_name(step.after, console.lang))
    left = deadline.remaining_seconds(now)
    return (
        console.text(f"incident.state.{deadline.state}"),
        due,
        _span(left, console) if left is not None else "-",
        f"{regime.id}/{deadline.step}",
        step.title.of(console.lang),
    )


def _moment(moment: datetime, console: Console) -> str:
    """Return a time as readers of the language tell it: in Japan by Japan Standard Time, else in UTC."""
    if console.lang == "ja":
        return moment.astimezone(_JAPAN).strftime("%Y-%m-%d %H:%M JST")
    return moment.strftime("%Y-%m-%d %H:%M UTC")


def _span(seconds: int, console: Console) -> str:
    size = abs(seconds)
    days, hours, minutes = size // _DAY, size % _DAY // _HOUR, size % _HOUR // 60
    text = console.text("incident.span", days=days, hours=hours, minutes=f"{minutes:02d}")
    return console.text("incident.span_over", span=text) if seconds < 0 else text
