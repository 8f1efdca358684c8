"""``kaname declare sign``: sign an approved declaration."""

from argparse import Namespace
from pathlib import Path

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Write the signed statement, and say its code."""
    from kaname.assurance.declaration import check_code
    from kaname.cli.key_files import MAX_KEY_BYTES, read_private_key
    from kaname.services.declare import sign_declaration
    from kaname.store.files import read_bytes

    chain = ""
    if arguments.certificates is not None:
        chain = read_bytes(arguments.certificates, limit=MAX_KEY_BYTES).decode("ascii", errors="replace")
    path, signed = sign_declaration(
        workspace=arguments.workspace,
        declaration_id=arguments.id,
        keys=[read_private_key(one) for one in arguments.key],
        now=parse_now(arguments.now),
        certificates=chain,
    )
    console.write(str(path))
    console.note("cli_declare.sign.signed", check_code=check_code(signed.statement_sha256))
    console.note("cli_declare.sign.next", id=arguments.id, workspace=arguments.workspace)
    return exit_codes.FINE


COMMAND = Command(
    "declare sign",
    run,
    (
        Argument("id", metavar="ID"),
        Argument("--key", type=Path, action="append", metavar="FILE", required=True),
        Argument("--certificates", type=Path, metavar="FILE"),
        Argument("--workspace", type=Path, metavar="DIR", default=Path()),
        Argument("--now", metavar="TIME"),
    ),
)
