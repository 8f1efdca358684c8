"""``kaname sbom verify-redaction``: is what is shown unchanged, and what is revealed genuine?"""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console


def run(arguments: Namespace, console: Console) -> int:
    """Verify; anything wrong is an error with its place."""
    import msgspec

    from kaname.formats import MAX_DOCUMENT_BYTES
    from kaname.formats.report.view import clean
    from kaname.services.verify_redaction import verify_redaction
    from kaname.store import files

    proof = arguments.proof or f"{arguments.FILE}.proof.json"
    found = verify_redaction(
        document=files.read_bytes(arguments.FILE, limit=MAX_DOCUMENT_BYTES),
        proof=files.read_bytes(proof, limit=MAX_DOCUMENT_BYTES),
        reveal=files.read_bytes(arguments.reveal, limit=MAX_DOCUMENT_BYTES) if arguments.reveal else None,
        commitment=arguments.commitment,
    )
    if arguments.format == "json":
        console.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")
        return exit_codes.FINE
    lines = [
        console.text("cli_sbom.verify_redaction.good", shown=f"{found.shown:,}", recipient=clean(found.recipient)),
        console.text(
            "cli_sbom.verify_redaction.units", whole=found.whole, partial=found.partial, withheld=found.withheld
        ),
        console.text("cli_sbom.verify_redaction.commitment", commitment=found.commitment),
    ]
    if found.revealed:
        lines += ["", console.text("cli_sbom.verify_redaction.revealed", count=len(found.revealed))]
        lines += [f"  {clean(place)} = {clean(msgspec.json.encode(value).decode())}" for place, value in found.revealed]
    console.write("\n".join(lines))
    if arguments.commitment is None:
        console.note("cli_sbom.verify_redaction.unanchored")
    return exit_codes.FINE


COMMAND = Command(
    "sbom verify-redaction",
    run,
    (
        Argument("FILE"),
        Argument("--proof", metavar="FILE"),
        Argument("--reveal", metavar="FILE"),
        Argument("--commitment", metavar="HEX"),
        Argument("--format", choices=("table", "json"), default="table", metavar="FORMAT"),
    ),
)
