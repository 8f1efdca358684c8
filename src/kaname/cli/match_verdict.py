"""What ``match confirm`` and ``match reject`` have in common: options, and keeping the verdict."""

from argparse import Namespace
from pathlib import Path
from typing import Literal

from kaname.cli import exit_codes
from kaname.cli.command import Argument
from kaname.cli.console import Console
from kaname.cli.moment import parse_now

VERDICT_ARGUMENTS = (
    Argument("name", metavar="NAME"),
    Argument("--as", dest="identifier", required=True, metavar="CPE"),
    Argument("--supplier", default="", metavar="NAME"),
    Argument("--by", required=True, metavar="PERSON"),
    Argument("--reason", default="", metavar="TEXT"),
    Argument("--workspace", metavar="DIR"),
    Argument("--now", metavar="TIME"),
)


def keep(arguments: Namespace, console: Console, verdict: Literal["confirmed", "rejected"]) -> int:
    """Write a verdict into the workspace and say where it is kept."""
    from kaname.services.identities import decide_identity

    path = decide_identity(
        workspace=arguments.workspace or Path(),
        name=arguments.name,
        supplier=arguments.supplier,
        identifier=arguments.identifier,
        verdict=verdict,
        by=arguments.by,
        reason=arguments.reason,
        now=parse_now(arguments.now),
    )
    console.note(f"cli_match.{verdict}", name=arguments.name, identifier=arguments.identifier, path=str(path))
    return exit_codes.FINE
