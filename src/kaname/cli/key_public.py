"""``kaname key public``: the public half of a key."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.documents import write_document
from kaname.services.keys import describe_key


def run(arguments: Namespace, console: Console) -> int:
    """Write the public key of a key file."""
    write_document(arguments.output, describe_key(path=arguments.FILE).public_key.encode("ascii"), console)
    return exit_codes.FINE


COMMAND = Command("key public", run, (Argument("FILE"), Argument("--output", "-o", metavar="FILE")))
