"""``kaname case event``: what happened, who joined, how the embargo moved."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now
from kaname.errors import InputError


def run(arguments: Namespace, console: Console) -> int:
    """Record what was given, then show the case."""
    from kaname.cli.case_text import case_lines
    from kaname.services import cases

    now = parse_now(arguments.now)
    by, reason = arguments.by or "", arguments.embargo_reason or ""
    moves = bool(arguments.embargo_until or reason or arguments.lift_embargo)
    if not (arguments.event or arguments.contact or moves):
        raise InputError("case.nothing_given")
    contacts = [cases.parse_contact(text) for text in arguments.contact]
    workspace, case = arguments.workspace, arguments.id
    if arguments.event:
        cases.record_case_event(
            workspace=workspace,
            case=case,
            name=arguments.event,
            now=now,
            at=arguments.at or "",
            by=by,
            note=arguments.note or "",
        )
    if contacts:
        cases.add_case_contacts(workspace=workspace, case=case, contacts=contacts)
    if moves:
        cases.record_embargo(
            workspace=workspace,
            case=case,
            now=now,
            until=arguments.embargo_until or "",
            reason=reason,
            lift=arguments.lift_embargo,
            by=by,
        )
    for status in cases.case_statuses(workspace=workspace, now=now, case=case):
        console.write("\n".join(case_lines(status, console)))
    return exit_codes.FINE


COMMAND = Command(
    "case event",
    run,
    (
        Argument("id", metavar="ID"),
        Argument("event", metavar="EVENT", nargs="?"),
        Argument("--at", metavar="TIME"),
        Argument("--note", metavar="TEXT"),
        Argument("--contact", metavar="ROLE=NAME", action="append", default=[]),
        Argument("--embargo-until", metavar="TIME"),
        Argument("--embargo-reason", metavar="TEXT"),
        Argument("--lift-embargo", action="store_true"),
        Argument("--by", metavar="NAME"),
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--now", metavar="TIME"),
    ),
)
