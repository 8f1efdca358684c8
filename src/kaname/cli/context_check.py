"""``kaname context check``: what is wrong with the context, and what is missing."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console, describe_error


def run(arguments: Namespace, console: Console) -> int:
    """Write defects and gaps; defects end with exit code 3."""
    from kaname.services.context import check_context

    checked = check_context(workspace=arguments.workspace)
    for defect in checked.defects:
        console.write(describe_error(defect, console.lang))
    for code, where in checked.gaps:
        console.write((f"{where}: " if where else "") + console.text(code))
    console.note("cli_context.checked", defects=len(checked.defects), gaps=len(checked.gaps))
    return exit_codes.INPUT if checked.defects else exit_codes.FINE


COMMAND = Command("context check", run, (Argument("--workspace", metavar="DIR", default="."),))
