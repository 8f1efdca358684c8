"""``kaname frameworks diff``: what a move from one pack to another changes."""

from argparse import Namespace
from pathlib import Path

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console


def run(arguments: Namespace, console: Console) -> int:
    """Compare two packs by id."""
    import msgspec

    from kaname.cli.columns import format_columns
    from kaname.services.frameworks import compare_packs, open_shelf

    shelf = open_shelf(workspace=arguments.workspace, folders=[Path(folder) for folder in arguments.packs or ()])
    before, after = shelf.load(arguments.before), shelf.load(arguments.after)
    difference = compare_packs(before=before, after=after)
    if arguments.format == "json":
        console.write_bytes(msgspec.json.format(msgspec.json.encode(difference), indent=2) + b"\n")
        return exit_codes.FINE
    titles = {item.id: item.title.pick(console.lang) for item in (*before.items, *after.items)}
    rows = [
        (mark, name, titles[name])
        for mark, names in (("+", difference.added), ("-", difference.removed), ("~", difference.reworded))
        for name in names
    ]
    console.write(f"{before.key} → {after.key}")
    if rows:
        console.write(format_columns(rows))
    console.write(
        console.text(
            "cli_frameworks.diff.counts",
            added=len(difference.added),
            removed=len(difference.removed),
            reworded=len(difference.reworded),
            same=difference.same,
        )
    )
    return exit_codes.FINE


COMMAND = Command(
    "frameworks diff",
    run,
    (
        Argument("before", metavar="A"),
        Argument("after", metavar="B"),
        Argument("--packs", action="append", metavar="DIR"),
        Argument("--workspace", type=Path, metavar="DIR"),
        Argument("--format", choices=("table", "json"), default="table"),
    ),
)
