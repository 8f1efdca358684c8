"""``kaname action done``: record that an action is done."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Record it; only a scan verifies it."""
    from kaname.services.actions import finish_action

    action = finish_action(
        workspace=arguments.workspace, action=arguments.id, now=parse_now(arguments.now), evidence=arguments.evidence
    )
    console.write(f"{action.id}  {console.text(f'action.state.{action.state}')}")
    console.note("cli_action.verify_next", id=action.id)
    return exit_codes.FINE


COMMAND = Command(
    "action done",
    run,
    (
        Argument("id", metavar="ID"),
        Argument("--evidence", metavar="FILE", action="append", default=[]),
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--now", metavar="TIME"),
    ),
)
