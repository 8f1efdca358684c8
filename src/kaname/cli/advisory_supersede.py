"""``kaname advisory supersede``: another advisory takes the place of one."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.advisory_withdraw import parse_texts
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Write the end into the file; print its path."""
    from kaname.services.advisory import supersede_advisory

    path = supersede_advisory(
        workspace=arguments.workspace,
        advisory=arguments.id,
        by=arguments.by,
        url=arguments.url or "",
        reason=parse_texts(arguments.reason),
        now=parse_now(arguments.now),
    )
    console.write(str(path))
    console.note("cli_advisory.ended", path=path.name)
    return exit_codes.FINE


COMMAND = Command(
    "advisory supersede",
    run,
    (
        Argument("id", metavar="ID"),
        Argument("--by", metavar="ID", required=True),
        Argument("--url", metavar="URL"),
        Argument("--reason", metavar="LANG=TEXT", action="append", required=True),
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--now", metavar="TIME"),
    ),
)
