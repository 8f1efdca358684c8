"""``kaname version key``: the sort key of a version, in hex."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.version_compare import describe_undetermined, require_scheme
from kaname.versions import Undetermined, sort_key


def run(arguments: Namespace, console: Console) -> int:
    """Write the key."""
    require_scheme(arguments.scheme)
    key = sort_key(arguments.scheme, arguments.version_text)
    console.write(describe_undetermined(key, console) if isinstance(key, Undetermined) else key.hex())
    return exit_codes.FINE


COMMAND = Command(
    "version key",
    run,
    (Argument("scheme", metavar="SCHEME"), Argument("version_text", metavar="VERSION")),
)
