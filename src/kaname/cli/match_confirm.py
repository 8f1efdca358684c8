"""``kaname match confirm``: keep a person's verdict that a component is a product."""

from argparse import Namespace

from kaname.cli.command import Command
from kaname.cli.console import Console
from kaname.cli.match_verdict import VERDICT_ARGUMENTS, keep


def run(arguments: Namespace, console: Console) -> int:
    """Write the verdict into the workspace."""
    return keep(arguments, console, "confirmed")


COMMAND = Command(
    "match confirm",
    run,
    VERDICT_ARGUMENTS,
)
