"""``kaname sbom reveal``: show a recipient later what was withheld, so that it can be checked."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.documents import write_document


def run(arguments: Namespace, console: Console) -> int:
    """Write a reveal."""
    from kaname.formats import MAX_DOCUMENT_BYTES, decompress
    from kaname.services.redact import reveal_withheld
    from kaname.services.redaction_proof import read_secret_file
    from kaname.store import files

    data, _ = decompress(files.read_bytes(arguments.ORIGINAL, limit=MAX_DOCUMENT_BYTES), limit=MAX_DOCUMENT_BYTES)
    reveal = reveal_withheld(
        original=data,
        proof=files.read_bytes(arguments.proof, limit=MAX_DOCUMENT_BYTES),
        secret=read_secret_file(files.read_bytes(arguments.secret, limit=1 << 16)),
        wanted=arguments.select,
    )
    write_document(arguments.output, reveal, console)
    return exit_codes.FINE


COMMAND = Command(
    "sbom reveal",
    run,
    (
        Argument("ORIGINAL"),
        Argument("--proof", required=True, metavar="FILE"),
        Argument("--select", required=True, action="append", metavar="WHAT"),
        Argument("--secret", metavar="FILE", default="redaction-secret.json"),
        Argument("--output", metavar="FILE"),
    ),
)
