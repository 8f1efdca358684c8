"""``kaname declare revoke``: put a declaration on the signed revocation list, or sign the list anew."""

from argparse import Namespace
from pathlib import Path

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Write the next revocation list."""
    from kaname.cli.key_files import read_private_key
    from kaname.services.declare import refresh_revocations, revoke_declaration

    key, now = read_private_key(arguments.key), parse_now(arguments.now)
    if arguments.id is None:
        path, listed = refresh_revocations(workspace=arguments.workspace, key=key, now=now)
    else:
        path, listed = revoke_declaration(
            workspace=arguments.workspace,
            declaration_id=arguments.id,
            key=key,
            reason=arguments.reason or "",
            by=arguments.by or "",
            now=now,
        )
    console.write(str(path))
    count = len(listed.revocations)
    console.note("cli_declare.revoke.listed", number=listed.number, count=count, day=listed.next_update)
    return exit_codes.FINE


COMMAND = Command(
    "declare revoke",
    run,
    (
        Argument("id", metavar="ID", nargs="?"),
        Argument("--key", type=Path, metavar="FILE", required=True),
        Argument("--reason", metavar="TEXT"),
        Argument("--by", metavar="NAME"),
        Argument("--workspace", type=Path, metavar="DIR", default=Path()),
        Argument("--now", metavar="TIME"),
    ),
)
