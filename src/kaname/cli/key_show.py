"""``kaname key show``: what a key file holds."""

from argparse import Namespace

import msgspec

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.services.keys import describe_key


def run(arguments: Namespace, console: Console) -> int:
    """Show id, kind and part of a key file."""
    shown = describe_key(path=arguments.FILE)
    if arguments.format == "json":
        console.write(msgspec.json.format(msgspec.json.encode(shown), indent=2).decode("utf-8"))
        return exit_codes.FINE
    part = console.text(f"cli_key.show.part.{shown.part}")
    if shown.protected:
        part = console.text("cli_key.show.protected", part=part)
    console.write(console.text("cli_key.show.sheet", id=shown.id, kind=shown.kind, part=part))
    return exit_codes.FINE


COMMAND = Command(
    "key show",
    run,
    (Argument("FILE"), Argument("--format", choices=("table", "json"), default="table", metavar="FORMAT")),
)
