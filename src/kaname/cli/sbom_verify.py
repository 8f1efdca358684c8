"""``kaname sbom verify``: check who signed a bill of materials."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.documents import errors_of, read_document, write_document
from kaname.cli.moment import parse_now
from kaname.formats import MAX_DOCUMENT_BYTES
from kaname.services.keys import MAX_KEY_BYTES, read_public_key
from kaname.services.sign import verify_document
from kaname.store import files


def run(arguments: Namespace, console: Console) -> int:
    """Verify one document; an error tells what is wrong with it."""
    now = parse_now(arguments.now)
    keys = [read_public_key(path=path) for path in arguments.key or ()]
    roots = files.read_bytes(arguments.roots, limit=MAX_KEY_BYTES) if arguments.roots else b""
    signature = read_document(arguments.signature) if arguments.signature else None
    document = read_document(arguments.FILE, limit=MAX_DOCUMENT_BYTES)
    with errors_of(arguments.signature or arguments.FILE):
        verified = verify_document(document=document, signature=signature, keys=keys, roots=roots, now=now)
    if arguments.output:
        write_document(arguments.output, verified.document, console)
    form = console.text(f"cli_sbom.verify.form.{verified.form}")
    line = {"file": arguments.FILE, "form": form, "signers": ", ".join(verified.signers)}
    if arguments.output == "-":
        console.note("cli_sbom.verify.good", **line)
    else:
        console.write(console.text("cli_sbom.verify.good", **line))
    return exit_codes.FINE


COMMAND = Command(
    "sbom verify",
    run,
    (
        Argument("FILE"),
        Argument("--signature", metavar="FILE"),
        Argument("--key", action="append", metavar="FILE"),
        Argument("--roots", metavar="FILE"),
        Argument("--output", "-o", metavar="FILE"),
        Argument("--now", metavar="TIME"),
    ),
)
