"""``kaname declare approve``: record that the responsible person approved a draft."""

from argparse import Namespace
from pathlib import Path

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Record the approval."""
    from kaname.services.declare import approve_declaration

    approved = approve_declaration(
        workspace=arguments.workspace, declaration_id=arguments.id, by=arguments.by, now=parse_now(arguments.now)
    )
    console.note("cli_declare.approve.approved", id=arguments.id, by=arguments.by, digest=approved.approved_sha256)
    console.note("cli_declare.approve.next", id=arguments.id, workspace=arguments.workspace)
    return exit_codes.FINE


COMMAND = Command(
    "declare approve",
    run,
    (
        Argument("id", metavar="ID"),
        Argument("--by", metavar="NAME", required=True),
        Argument("--workspace", type=Path, metavar="DIR", default=Path()),
        Argument("--now", metavar="TIME"),
    ),
)
