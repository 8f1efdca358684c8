"""``kaname sbom why``: all ways from the product to a component."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console


def run(arguments: Namespace, console: Console) -> int:
    """Show the ways, shortest first."""
    import msgspec

    from kaname.formats.report.view import clean
    from kaname.sbom.graph import find_components, find_ways
    from kaname.sbom.rule import label
    from kaname.services.check import read_sbom_file

    sbom = read_sbom_file(arguments.FILE)
    found = [find_ways(sbom, target) for target in find_components(sbom, arguments.COMPONENT)]
    if arguments.format == "json":
        answer = [
            {
                "ref": each.target.ref,
                "name": each.target.name,
                "version": each.target.version,
                "purl": each.target.purl,
                "path": each.target.path,
                "complete": each.complete,
                "ways": [
                    [{"ref": step.ref, "name": step.name, "version": step.version} for step in way] for way in each.ways
                ],
            }
            for each in found
        ]
        console.write_bytes(msgspec.json.format(msgspec.json.encode(answer), indent=2) + b"\n")
        return exit_codes.FINE
    lines: list[str] = []
    for each in found:
        name = clean(label(each.target))
        if not each.ways:
            lines.append(console.text("cli_sbom.why.none", component=name))
            continue
        lines.append(console.text("cli_sbom.why.ways", component=name, count=f"{len(each.ways):,}"))
        lines += ["  " + " → ".join(clean(label(step)) for step in way) for way in each.ways]
        if not each.complete:
            lines.append("  " + console.text("cli_sbom.why.more", count=f"{len(each.ways):,}"))
    console.write("\n".join(lines))
    return exit_codes.FINE


COMMAND = Command(
    "sbom why",
    run,
    (
        Argument("FILE"),
        Argument("COMPONENT"),
        Argument("--format", choices=("table", "json"), default="table", metavar="FORMAT"),
    ),
)
