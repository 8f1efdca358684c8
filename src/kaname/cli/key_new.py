"""``kaname key new``: make a key pair."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.services.keys import PASSPHRASE_VARIABLE, new_key


def run(arguments: Namespace, console: Console) -> int:
    """Make a key pair; print its id."""
    made = new_key(path=arguments.FILE, kind=arguments.kind)
    console.note("cli_key.new.done", private=arguments.FILE, public=f"{arguments.FILE}.pub")
    console.note("cli_key.new.protected" if made.protected else "cli_key.new.unprotected", variable=PASSPHRASE_VARIABLE)
    console.write(made.id)
    return exit_codes.FINE


COMMAND = Command(
    "key new",
    run,
    (Argument("FILE"), Argument("--kind", choices=("ed25519", "ecdsa-p256"), default="ed25519", metavar="KIND")),
)
