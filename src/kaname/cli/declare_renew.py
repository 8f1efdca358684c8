"""``kaname declare renew``: draft the successor of a declaration."""

from argparse import Namespace
from pathlib import Path

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.declare_text import REQUEST_ARGUMENTS, note_draft, request_of
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Write the draft of the successor."""
    from kaname.services.declare import renew_declaration

    path, declaration = renew_declaration(
        workspace=arguments.workspace,
        declaration_id=arguments.id,
        new_id=arguments.new_id,
        request=request_of(arguments),
        now=parse_now(arguments.now),
    )
    console.write(str(path))
    note_draft(declaration.content, console, arguments.workspace)
    return exit_codes.FINE


COMMAND = Command(
    "declare renew",
    run,
    (
        Argument("id", metavar="ID"),
        Argument("new_id", metavar="NEW-ID"),
        Argument("--workspace", type=Path, metavar="DIR", default=Path()),
        *REQUEST_ARGUMENTS,
        Argument("--now", metavar="TIME"),
    ),
)
