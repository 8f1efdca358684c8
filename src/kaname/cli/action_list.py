"""``kaname action list``: what is being done, and what is overdue."""

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now

if TYPE_CHECKING:
    from kaname.triage.actions import Action


def run(arguments: Namespace, console: Console) -> int:
    """List the actions, overdue ones marked."""
    import msgspec

    from kaname.services.actions import list_actions

    day = parse_now(arguments.now).date().isoformat()
    found = list_actions(workspace=arguments.workspace)
    overdue = sum(one.is_overdue(day) for one in found)
    if arguments.format == "json":
        document = {
            "schema": "kaname.actions/1",
            "actions": [
                {**msgspec.to_builtins(one), "state": one.state, "is_overdue": one.is_overdue(day)} for one in found
            ],
        }
        console.write_bytes(msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n")
    elif found:
        console.write(action_table(found, console, day))
    console.note("cli_action.listed", count=len(found), overdue=overdue)
    return exit_codes.THRESHOLD_MET if arguments.fail_on_overdue and overdue else exit_codes.FINE


def action_table(found: Sequence["Action"], console: Console, day: str) -> str:
    """Return actions as a table; ``!`` marks overdue ones."""
    from kaname.cli.columns import format_columns
    from kaname.formats.report.view import clean

    rows = [
        (
            clean(one.id),
            console.text(f"action.kind.{one.kind}"),
            console.text(f"action.state.{one.state}"),
            ((one.review if one.kind == "accept" else one.due) or "-") + (" !" if one.is_overdue(day) else ""),
            clean(one.owner),
            clean(one.what or one.reason),
        )
        for one in found
    ]
    heading = [console.text(f"action.column.{name}") for name in ("id", "kind", "state", "due", "owner", "what")]
    return format_columns(rows, heading=heading)


COMMAND = Command(
    "action list",
    run,
    (
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--format", choices=("table", "json"), default="table"),
        Argument("--fail-on-overdue", action="store_true"),
        Argument("--now", metavar="TIME"),
    ),
)
