"""``kaname knowledge affected``: what touches one package version or product."""

from argparse import Namespace

from kaname import messages
from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console


def run(arguments: Namespace, console: Console) -> int:
    """Show the vulnerabilities of a package URL or CPE name."""
    from kaname.services.knowledge import open_base
    from kaname.services.knowledge_queries import AffectedResult, affected

    with open_base(path=arguments.knowledge) as base:
        result: AffectedResult = affected(identifier=arguments.identifier, knowledge=base)
    if arguments.format == "json":
        from kaname.cli.json_output import write_json

        write_json(console, "kaname.affected/1", result)
        return exit_codes.FINE
    if not result.evaluated:
        reason = messages.text(
            result.reason or "",
            console.lang,
            {"detail": result.detail, "purl": result.identifier, "name": result.identifier}
            | {"version": result.detail},
        )
        console.write(console.text("cli_knowledge.affected.not_evaluated", reason=reason))
        return exit_codes.FINE
    if not result.entries:
        console.write(console.text("cli_knowledge.affected.none", identifier=result.identifier))
    for entry in result.entries:
        found, match = entry.vulnerability, entry.match
        mark = " KEV" if found.kev.listed else ""
        epss = f" EPSS {found.epss.score:.4f}" if found.epss else ""
        console.write(f"{found.id}{mark}{epss}  {found.summary_in(console.lang)}".rstrip())
        fixed = console.text("cli_knowledge.show.fixed", version=", ".join(entry.fixed)) if entry.fixed else ""
        console.write(f"  {match.source}  {match.range}{fixed}  [{match.criterion}, {match.confidence}]")
        if match.conflicts:
            policy = console.text(match.policy)
            console.write("  " + console.text("matching.conflict", records=", ".join(match.conflicts), policy=policy))
    for identifier, said, decided in result.overruled:
        params = {"said": said, "component": result.identifier, "vulnerability": identifier}
        console.write(console.text("matching.overruled", **params, decided=", ".join(decided)))
    return exit_codes.FINE


COMMAND = Command(
    "knowledge affected",
    run,
    (
        Argument("identifier", metavar="PURL"),
        Argument("--knowledge", metavar="FILE"),
        Argument("--format", choices=("text", "json"), default="text"),
    ),
)
