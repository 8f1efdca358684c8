"""``kaname match reject``: keep a person's verdict that a component is not a product."""

from argparse import Namespace

from kaname.cli.command import Command
from kaname.cli.console import Console
from kaname.cli.match_verdict import VERDICT_ARGUMENTS, keep


def run(arguments: Namespace, console: Console) -> int:
    """Write the verdict into the workspace."""
    return keep(arguments, console, "rejected")


COMMAND = Command(
    "match reject",
    run,
    VERDICT_ARGUMENTS,
)
