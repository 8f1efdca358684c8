"""``kaname action add``: say what is done about a finding, by whom and by when."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Add the action and name its file."""
    from kaname.services.actions import add_action
    from kaname.triage.actions import Action

    action = Action(
        id=arguments.id or "",
        vulnerability=arguments.vulnerability,
        kind=arguments.kind,
        owner=arguments.owner,
        created="",
        evidence=tuple(arguments.evidence),
        component=arguments.component or "",
        what=arguments.what or "",
        due=arguments.due or "",
        reason=arguments.reason or "",
        alternative=arguments.alternative or "",
        review=arguments.review or "",
        approver=arguments.approver or "",
        to=arguments.to or "",
    )
    made, path = add_action(workspace=arguments.workspace, action=action, now=parse_now(arguments.now))
    console.write(str(path))
    console.note("cli_action.added", id=made.id, kind=console.text(f"action.kind.{made.kind}"))
    return exit_codes.FINE


COMMAND = Command(
    "action add",
    run,
    (
        Argument("vulnerability", metavar="ID"),
        Argument("--kind", choices=("temporary", "root-fix", "accept", "transfer"), required=True),
        Argument("--owner", metavar="NAME", required=True),
        Argument("--component", metavar="PURL"),
        Argument("--what", metavar="TEXT"),
        Argument("--due", metavar="DATE"),
        Argument("--reason", metavar="TEXT"),
        Argument("--alternative", metavar="TEXT"),
        Argument("--review", metavar="DATE"),
        Argument("--approver", metavar="NAME"),
        Argument("--to", metavar="NAME"),
        Argument("--evidence", metavar="FILE", action="append", default=[]),
        Argument("--id", metavar="ID"),
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--now", metavar="TIME"),
    ),
)
