"""``kaname knowledge changed``: records that their sources changed since a time."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """List records that are new, changed or withdrawn since a time."""
    since = parse_now(arguments.since)
    from kaname.services.knowledge_queries import changed

    found = changed(since=since, path=arguments.knowledge)
    if arguments.format == "json":
        from kaname.cli.json_output import write_json

        write_json(console, "kaname.changed/1", {"since": since.isoformat(), "items": found})
        return exit_codes.FINE
    for entry in found:
        kind = console.text(f"cli_knowledge.changed.{entry.kind}")
        console.write(f"{entry.modified}  {kind}  {entry.id}  {entry.vulnerability}  ({entry.source})")
    console.note("cli_knowledge.changed.count", count=len(found), since=since.isoformat())
    return exit_codes.FINE


COMMAND = Command(
    "knowledge changed",
    run,
    (
        Argument("--since", required=True, metavar="TIME"),
        Argument("--knowledge", metavar="FILE"),
        Argument("--format", choices=("text", "json"), default="text"),
    ),
)
