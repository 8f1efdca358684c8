"""``kaname incident open``: start the clocks from the moment of awareness."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Open the incident and show what is due."""
    from kaname.cli.incident_text import status_lines
    from kaname.formats.vex_text import time_text
    from kaname.services.incidents import incident_statuses, new_incident, open_incident

    now = parse_now(arguments.now)
    incident = new_incident(
        identifier=arguments.id,
        title=arguments.title,
        kind=arguments.kind,
        regimes=arguments.regime,
        vulnerabilities=arguments.vulnerability,
        products=arguments.product,
        by=arguments.by or "",
    )
    opened, path = open_incident(
        workspace=arguments.workspace, incident=incident, aware=arguments.aware or time_text(now), now=now
    )
    for status in incident_statuses(workspace=arguments.workspace, now=now, incident=opened.id):
        console.write("\n".join(status_lines(status, console, now)))
    console.note("cli_incident.opened", path=str(path))
    return exit_codes.FINE


COMMAND = Command(
    "incident open",
    run,
    (
        Argument("id", metavar="ID"),
        Argument("--title", metavar="TEXT", required=True),
        Argument("--kind", choices=("vulnerability", "incident"), default="vulnerability"),
        Argument("--aware", metavar="TIME"),
        Argument("--regime", metavar="ID", action="append", default=[]),
        Argument("--vulnerability", metavar="ID", action="append", default=[]),
        Argument("--product", metavar="TEXT", action="append", default=[]),
        Argument("--by", metavar="NAME"),
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--now", metavar="TIME"),
    ),
)
