"""``kaname sbom redact``: a document for one recipient, parts of it withheld, with a proof that nothing else was changed."""

import os
import secrets
from argparse import Namespace
from pathlib import Path

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now
from kaname.errors import InputError

_SHOWN = 10


def run(arguments: Namespace, console: Console) -> int:
    """Redact; the document and its proof are written, the secret is made where there is none yet."""
    from kaname.formats import MAX_DOCUMENT_BYTES, decompress
    from kaname.sbom.redaction_policy import parse_redaction_policy
    from kaname.services.check import read_small_file
    from kaname.services.redact import redact_sbom
    from kaname.services.redaction_proof import SECRET_BYTES
    from kaname.store import files

    policy = read_small_file(arguments.policy, parse_redaction_policy)
    data, _ = decompress(files.read_bytes(arguments.FILE, limit=MAX_DOCUMENT_BYTES), limit=MAX_DOCUMENT_BYTES)
    kept = _read_secret(arguments.secret)
    secret = kept or secrets.token_bytes(SECRET_BYTES)
    try:
        made = redact_sbom(data=data, policy=policy, secret=secret, now=parse_now(arguments.now))
    except InputError as error:
        where = f"{arguments.FILE}: {error.path}" if error.path else arguments.FILE
        raise type(error)(error.code, path=where, **error.params) from error
    if kept is None:
        _keep_secret(arguments.secret, secret, console)
    proof = arguments.proof or f"{arguments.output}.proof.json"
    files.write_atomic(proof, made.proof)
    files.write_atomic(arguments.output, made.document)
    console.write(made.commitment)
    console.note("cli_sbom.redact.written", document=arguments.output, proof=proof, recipient=policy.recipient)
    console.note(
        "cli_sbom.redact.counts",
        removed=len(made.removed),
        masked=len(made.masked),
        shown=made.shown,
        withheld=made.withheld,
    )
    for index in made.unmatched:
        console.note("cli_sbom.redact.unmatched", number=index + 1)
    if made.mentions:
        places = ", ".join(made.mentions[:_SHOWN]) + (" …" if len(made.mentions) > _SHOWN else "")
        console.note("cli_sbom.redact.mentions", count=len(made.mentions), places=places)
    return exit_codes.FINE


def _read_secret(path: str) -> bytes | None:
    """Return the secret of a file; None where there is no file yet."""
    from kaname.services.redaction_proof import read_secret_file
    from kaname.store import files

    if not Path(path).exists():
        return None
    try:
        return read_secret_file(files.read_bytes(path, limit=1 << 16))
    except InputError as error:
        raise InputError(error.code, path=error.path or path, **error.params) from error


def _keep_secret(path: str, secret: bytes, console: Console) -> None:
    from kaname.services.redaction_proof import make_secret_file
    from kaname.store import files

    try:
        # For the owner alone from the first moment; never over a file that appeared meanwhile.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(make_secret_file(secret))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise files.file_error(error, path) from None
    console.note("cli_sbom.redact.secret_made", path=path)


COMMAND = Command(
    "sbom redact",
    run,
    (
        Argument("FILE"),
        Argument("--policy", required=True, metavar="FILE"),
        Argument("--output", required=True, metavar="FILE"),
        Argument("--proof", metavar="FILE"),
        Argument("--secret", metavar="FILE", default="redaction-secret.json"),
        Argument("--now", metavar="TIME"),
    ),
)
