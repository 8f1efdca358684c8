"""``kaname match reject``: keep a person's verdict that a component is not a product."""

from argparse import Namespace

from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.match_verdict import keep


def run(arguments: Namespace, console: Console) -> int:
    """Write the verdict into the workspace."""
    return keep(arguments, console, "rejected")


COMMAND = Command(
    "match reject",
    run,
    (
        Argument("name", metavar="NAME"),
        Argument("--as", dest="identifier", required=True, metavar="CPE"),
        Argument("--supplier", default="", metavar="NAME"),
        Argument("--by", required=True, metavar="PERSON"),
        Argument("--reason", default="", metavar="TEXT"),
        Argument("--workspace", metavar="DIR"),
        Argument("--now", metavar="TIME"),
    ),
)
