"""``kaname action verify``: scan again, and see whether what was said to be fixed is gone."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Verify and list; a fix that is not there ends with exit code 1."""
    from kaname.cli.action_list import action_table
    from kaname.services.actions import verify_actions
    from kaname.services.knowledge import open_base

    now = parse_now(arguments.now)
    with open_base(path=arguments.knowledge) as base:
        checked = verify_actions(
            workspace=arguments.workspace, targets=arguments.target, knowledge=base, now=now, actions=arguments.action
        )
    if checked:
        console.write(action_table(checked, console, now.date().isoformat()))
    failed = sum(one.state == "failed" for one in checked)
    console.note("cli_action.verified", count=len(checked), failed=failed)
    return exit_codes.THRESHOLD_MET if failed else exit_codes.FINE


COMMAND = Command(
    "action verify",
    run,
    (
        Argument("target", metavar="TARGET", nargs="+"),
        Argument("--action", metavar="ID", action="append", default=[]),
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--knowledge", metavar="FILE"),
        Argument("--now", metavar="TIME"),
    ),
)
