"""``kaname case open``: begin the record of a coordinated disclosure."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Open the case and show it."""
    from kaname.cli.case_text import case_lines
    from kaname.services.cases import case_statuses, new_case, open_case, parse_contact

    now = parse_now(arguments.now)
    case = new_case(
        identifier=arguments.id,
        title=arguments.title,
        path=arguments.path,
        contacts=[parse_contact(text) for text in arguments.contact],
        products=arguments.product,
        vulnerabilities=arguments.vulnerability,
        advisory=arguments.advisory or "",
        incident=arguments.incident or "",
    )
    opened, path = open_case(
        workspace=arguments.workspace,
        case=case,
        now=now,
        embargo_until=arguments.embargo_until or "",
        embargo_reason=arguments.embargo_reason or "",
        by=arguments.by or "",
    )
    for status in case_statuses(workspace=arguments.workspace, now=now, case=opened.id):
        console.write("\n".join(case_lines(status, console)))
    console.note("cli_case.opened", path=str(path))
    return exit_codes.FINE


COMMAND = Command(
    "case open",
    run,
    (
        Argument("id", metavar="ID"),
        Argument("--title", metavar="TEXT", required=True),
        # The ways of kaname.model.disclosure, repeated here so that the help stays light; a test compares them.
        Argument("--path", choices=("own", "finder", "bounty", "coordinator", "zero-day"), required=True),
        Argument("--contact", metavar="ROLE=NAME", action="append", default=[]),
        Argument("--product", metavar="TEXT", action="append", default=[]),
        Argument("--vulnerability", metavar="ID", action="append", default=[]),
        Argument("--advisory", metavar="ID"),
        Argument("--incident", metavar="ID"),
        Argument("--embargo-until", metavar="TIME"),
        Argument("--embargo-reason", metavar="TEXT"),
        Argument("--by", metavar="NAME"),
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--now", metavar="TIME"),
    ),
)
