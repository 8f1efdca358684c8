"""``kaname match candidates``: which known product a component without identifier may be."""

from argparse import Namespace
from pathlib import Path

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console


def run(arguments: Namespace, console: Console) -> int:
    """List candidates, best first, for every component without identifier that nobody has decided about."""
    from kaname.services.identities import load_identities
    from kaname.services.knowledge import open_base
    from kaname.services.scan_candidates import candidates_of_targets

    identities = load_identities(workspace=arguments.workspace or Path())
    with open_base(path=arguments.knowledge) as base:
        result = candidates_of_targets(targets=arguments.target, knowledge=base, identities=identities)
    for path, error in result.unread:
        error.path = error.path or path
        console.error(error)
    if arguments.format == "json":
        from kaname.cli.json_output import write_json

        write_json(console, "kaname.candidates/1", result.components)
        return exit_codes.FINE if result.read else exit_codes.INPUT
    for entry in result.components:
        console.write(f"{entry.name} {entry.version}  {entry.supplier}".rstrip())
        for candidate in entry.candidates:
            console.write(
                f"  {candidate.score:5.1f}  {candidate.cpe}  {candidate.vendor_name} / {candidate.product_name}"
            )
        if not entry.candidates:
            console.write("  " + console.text("cli_match.candidates.none"))
    console.note("cli_match.candidates.count", count=len(result.components))
    return exit_codes.FINE if result.read else exit_codes.INPUT


COMMAND = Command(
    "match candidates",
    run,
    (
        Argument("target", nargs="+", metavar="TARGET"),
        Argument("--knowledge", metavar="FILE"),
        Argument("--workspace", metavar="DIR"),
        Argument("--format", choices=("text", "json"), default="text"),
    ),
)
