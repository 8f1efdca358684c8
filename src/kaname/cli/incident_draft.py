"""``kaname incident draft``: a notice from what is recorded, in Japanese or English."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.documents import write_document
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Write the draft; what is missing is marked in it."""
    from kaname.services.incidents import draft_notice

    text = draft_notice(
        workspace=arguments.workspace,
        incident=arguments.id,
        notice=arguments.notice,
        now=parse_now(arguments.now),
        lang=console.lang,
        as_of=parse_now(arguments.as_of) if arguments.as_of else None,
    )
    write_document(arguments.output, text.encode("utf-8", "replace"), console)
    return exit_codes.FINE


COMMAND = Command(
    "incident draft",
    run,
    (
        Argument("id", metavar="ID"),
        Argument("notice", metavar="REGIME/STEP"),
        Argument("--as-of", metavar="TIME"),
        Argument("--output", metavar="FILE"),
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--now", metavar="TIME"),
    ),
)
