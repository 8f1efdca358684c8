"""``kaname incident status``: every clock, what is due, what was missed."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Show the clocks of one incident or of all."""
    import msgspec

    from kaname.cli.incident_text import status_document, status_lines
    from kaname.services.incidents import incident_statuses

    now = parse_now(arguments.now)
    found = incident_statuses(workspace=arguments.workspace, now=now, incident=arguments.id or "")
    if arguments.format == "json":
        document = {
            "schema": "kaname.incident-status/1",
            "incidents": [status_document(status, now) for status in found],
        }
        console.write_bytes(msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n")
    elif found:
        console.write("\n\n".join("\n".join(status_lines(status, console, now)) for status in found))
    missed = sum(len(status.missed) for status in found)
    console.note("cli_incident.summary", count=len(found), missed=missed)
    return exit_codes.THRESHOLD_MET if arguments.fail_on_missed and missed else exit_codes.FINE


COMMAND = Command(
    "incident status",
    run,
    (
        Argument("id", metavar="ID", nargs="?"),
        Argument("--format", choices=("table", "json"), default="table"),
        Argument("--fail-on-missed", action="store_true"),
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--now", metavar="TIME"),
    ),
)
