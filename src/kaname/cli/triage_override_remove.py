"""``kaname triage override remove``: withdraw a value that a person set; it stays on record."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Mark the override as withdrawn."""
    from kaname.services.overrides import remove_override

    removed = remove_override(
        workspace=arguments.workspace,
        override=arguments.id,
        by=arguments.by,
        reason=arguments.reason,
        now=parse_now(arguments.now),
    )
    console.write(f"{removed.id}  {console.text('override.state.removed')}")
    return exit_codes.FINE


COMMAND = Command(
    "triage override remove",
    run,
    (
        Argument("id", metavar="ID"),
        Argument("--reason", metavar="TEXT", required=True),
        Argument("--by", metavar="NAME", required=True),
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--now", metavar="TIME"),
    ),
)
