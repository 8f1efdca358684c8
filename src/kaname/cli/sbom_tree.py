"""``kaname sbom tree``: the dependency graph as a tree from the product."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console


def run(arguments: Namespace, console: Console) -> int:
    """Draw the tree; components that nothing leads to follow at the end."""
    import msgspec

    from kaname.formats.report.view import clean
    from kaname.sbom.graph import find_components, iter_tree
    from kaname.sbom.rule import label
    from kaname.services.check import read_sbom_file

    sbom = read_sbom_file(arguments.FILE)
    start = find_components(sbom, arguments.root)[0].ref if arguments.root else None
    tree = iter_tree(sbom, start=start, depth=arguments.depth)
    if arguments.format == "json":
        rows = [
            {
                "depth": line.depth,
                "ref": line.component.ref,
                "name": line.component.name,
                "version": line.component.version,
                "purl": line.component.purl,
                "scope": line.scope,
                "repeated": line.repeated,
                "cut": line.cut,
                "unconnected": line.unconnected,
            }
            for line in tree
        ]
        console.write_bytes(msgspec.json.format(msgspec.json.encode(rows), indent=2) + b"\n")
        return exit_codes.FINE
    heading_shown = False
    lines: list[str] = []
    for line in tree:
        if line.unconnected and not heading_shown:
            heading_shown = True
            lines += ["", console.text("cli_sbom.tree.unconnected")]
        stem = "".join("   " if last else "│  " for last in line.last[:-1])
        branch = ("└─ " if line.last[-1] else "├─ ") if line.last else ""
        scope = f" ({clean(line.scope)})" if line.scope else ""
        mark = " " + console.text("cli_sbom.tree.repeated") if line.repeated else " …" if line.cut else ""
        lines.append(f"{stem}{branch}{clean(label(line.component))}{scope}{mark}")
    console.write("\n".join(lines))
    return exit_codes.FINE


def _depth(text: str) -> int:
    depth = int(text)
    if depth < 0:
        raise ValueError
    return depth


COMMAND = Command(
    "sbom tree",
    run,
    (
        Argument("FILE"),
        Argument("--root", metavar="COMPONENT"),
        Argument("--depth", type=_depth, metavar="LEVELS"),
        Argument("--format", choices=("table", "json"), default="table", metavar="FORMAT"),
    ),
)
