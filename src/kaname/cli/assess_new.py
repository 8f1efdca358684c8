"""``kaname assess new``: start an assessment."""

from argparse import Namespace
from pathlib import Path

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Write an assessment without answers."""
    from kaname.assurance.assessment import Scope
    from kaname.services.assess import new_assessment

    path, is_new = new_assessment(
        workspace=arguments.workspace,
        assessment_id=arguments.id,
        framework=arguments.framework,
        now=parse_now(arguments.now),
        scope=Scope(arguments.unit or "", arguments.product or "", tuple(arguments.product_version or ())),
        role=arguments.role or "",
        profile=arguments.profile or "",
        assessor=arguments.assessor or "",
    )
    if is_new:
        console.note("cli_assess.new.workspace_made", folder=str(arguments.workspace))
    console.write(str(path))
    console.note("cli_assess.new.next", id=arguments.id, workspace=str(arguments.workspace))
    return exit_codes.FINE


COMMAND = Command(
    "assess new",
    run,
    (
        Argument("id", metavar="ID"),
        Argument("--framework", metavar="NAME", required=True),
        Argument("--workspace", type=Path, metavar="DIR", default=Path()),
        Argument("--unit", metavar="TEXT"),
        Argument("--product", metavar="TEXT"),
        Argument("--product-version", action="append", metavar="VERSION"),
        Argument("--role", metavar="ROLE"),
        Argument("--profile", metavar="PROFILE"),
        Argument("--assessor", metavar="TEXT"),
        Argument("--now", metavar="TIME"),
    ),
)
