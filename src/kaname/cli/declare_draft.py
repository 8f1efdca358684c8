"""``kaname declare draft``: draft a declaration from an assessment."""

from argparse import Namespace
from pathlib import Path

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.declare_text import REQUEST_ARGUMENTS, note_draft, request_of
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Write the draft, and say what comes next."""
    from kaname.services.declare import draft_declaration

    path, declaration = draft_declaration(
        workspace=arguments.workspace,
        declaration_id=arguments.id,
        request=request_of(arguments),
        now=parse_now(arguments.now),
        assessment_id=arguments.assessment,
        framework=arguments.framework,
    )
    console.write(str(path))
    console.note("cli_declare.draft.drafted", statement=declaration.content.statement.pick(console.lang))
    note_draft(declaration.content, console, arguments.workspace)
    return exit_codes.FINE


COMMAND = Command(
    "declare draft",
    run,
    (
        Argument("id", metavar="ID"),
        Argument("--workspace", type=Path, metavar="DIR", default=Path()),
        Argument("--assessment", metavar="ID"),
        Argument("--framework", metavar="NAME"),
        *REQUEST_ARGUMENTS,
        Argument("--now", metavar="TIME"),
    ),
)
