"""``kaname sbom sign``: sign a bill of materials."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.documents import errors_of, read_document, write_document
from kaname.errors import InputError
from kaname.exchange.keys import key_id
from kaname.formats import MAX_DOCUMENT_BYTES
from kaname.services.keys import MAX_KEY_BYTES, read_private_key
from kaname.services.sign import sign_document
from kaname.store import files


def run(arguments: Namespace, console: Console) -> int:
    """Sign one document."""
    if arguments.detached and arguments.wrapped:
        raise InputError("cli.detached_or_wrapped")
    key = read_private_key(path=arguments.key)
    certificates = files.read_bytes(arguments.certificates, limit=MAX_KEY_BYTES) if arguments.certificates else b""
    document = read_document(arguments.FILE, limit=MAX_DOCUMENT_BYTES)
    with errors_of(arguments.FILE):
        envelope = sign_document(document=document, key=key, certificates=certificates, detached=not arguments.wrapped)
    write_document(arguments.output, envelope, console)
    console.note("cli_sbom.sign.done", file=arguments.FILE, keyid=key_id(key.public_key()))
    return exit_codes.FINE


COMMAND = Command(
    "sbom sign",
    run,
    (
        Argument("FILE"),
        Argument("--key", required=True, metavar="FILE"),
        Argument("--detached", action="store_true"),
        Argument("--wrapped", action="store_true"),
        Argument("--certificates", metavar="FILE"),
        Argument("--output", "-o", metavar="FILE"),
    ),
)
