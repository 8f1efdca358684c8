"""``kaname incident event``: record what happened, what is known, what was sent."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now
from kaname.errors import InputError


def run(arguments: Namespace, console: Console) -> int:
    """Record what was given, then show the clocks."""
    from kaname.cli.incident_text import status_lines
    from kaname.services import incidents

    now = parse_now(arguments.now)
    where = {"workspace": arguments.workspace, "incident": arguments.id, "now": now}
    at, by = arguments.at or "", arguments.by or ""
    if not any((arguments.event, arguments.fact, arguments.sent, arguments.pause, arguments.resume)):
        raise InputError("incident.nothing_given")
    if arguments.event:
        incidents.record_event(**where, name=arguments.event, at=at, by=by, note=arguments.note or "")
    if arguments.fact:
        incidents.record_facts(**where, facts=arguments.fact, by=by)
    if arguments.pause:
        incidents.record_pause(**where, reason=arguments.pause, at=at, by=by)
    if arguments.resume:
        incidents.record_resume(**where, at=at)
    if arguments.sent:
        found = incidents.record_sent(**where, notice=arguments.sent, lang=console.lang, at=at, by=by)
        console.note("cli_incident.frozen", path=found.sent[-1].frozen, sha256=found.sent[-1].sha256)
    for status in incidents.incident_statuses(workspace=arguments.workspace, now=now, incident=arguments.id):
        console.write("\n".join(status_lines(status, console, now)))
    return exit_codes.FINE


COMMAND = Command(
    "incident event",
    run,
    (
        Argument("id", metavar="ID"),
        Argument("event", metavar="EVENT", nargs="?"),
        Argument("--at", metavar="TIME"),
        Argument("--note", metavar="TEXT"),
        Argument("--fact", metavar="KEY=TEXT", action="append", default=[]),
        Argument("--sent", metavar="REGIME/STEP"),
        Argument("--pause", metavar="REASON"),
        Argument("--resume", action="store_true"),
        Argument("--by", metavar="NAME"),
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--now", metavar="TIME"),
    ),
)
