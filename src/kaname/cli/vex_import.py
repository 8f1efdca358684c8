"""``kaname vex import``: keep statement documents of others in the workspace."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now
from kaname.errors import KanameError


def run(arguments: Namespace, console: Console) -> int:
    """Import every file; one that cannot be used does not stop the others."""
    from kaname.formats.report.view import clean
    from kaname.services.statements import import_statements, signed_statement, trust_policy

    now = parse_now(arguments.now)
    policy = trust_policy(workspace=arguments.workspace)
    code = exit_codes.FINE
    for path in arguments.file:
        try:
            document, place, note = import_statements(
                workspace=arguments.workspace, path=path, now=now, keys=arguments.key
            )
        except KanameError as error:
            if error.path is None:
                error.path = path
            console.error(error)
            code = exit_codes.INPUT
            continue
        console.write(str(place))
        issuer = clean(note.issuer) or console.text("vex.issuer_unnamed")
        console.note("cli_vex.imported", path=path, format=note.format, count=len(document.statements), issuer=issuer)
        for problem in document.problems:
            console.note("cli_vex.not_read", path=problem.path, message=console.text(problem.code, **problem.params))
        ranks = {policy.rank(signed_statement(one, note.signed_by), ()) for one in document.statements}
        if ranks & {"untrusted", "unsigned"}:
            console.note("cli_vex.untrusted", issuer=issuer)
    return code


COMMAND = Command(
    "vex import",
    run,
    (
        Argument("file", metavar="FILE", nargs="+"),
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--key", metavar="PUB.pem", action="append", default=[]),
        Argument("--now", metavar="TIME"),
    ),
)
