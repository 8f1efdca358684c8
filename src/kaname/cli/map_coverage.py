"""``kaname map coverage``: how many tasks each guideline covers, here and as published."""

from argparse import Namespace
from pathlib import Path

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console


def run(arguments: Namespace, console: Console) -> int:
    """Show coverage per guideline."""
    import msgspec

    from kaname.cli.columns import format_columns
    from kaname.services.crosswalk import count_coverage
    from kaname.services.frameworks import open_shelf

    shelf = open_shelf(workspace=arguments.workspace)
    rows = count_coverage(shelf=shelf, pack=shelf.load(arguments.framework))
    if arguments.format == "json":
        console.write_bytes(msgspec.json.format(msgspec.json.encode(rows), indent=2) + b"\n")
        return exit_codes.FINE
    table = [
        (
            f"{row.framework}-{row.version}",
            f"{row.equal_or_better}/{row.of}",
            str(row.partial),
            str(row.unreviewed),
            f"{row.published.at_least_equal}/{row.published.of}" if row.published else "-",
        )
        for row in rows
    ]
    names = ("source", "equal_or_better", "partial", "unreviewed", "published")
    console.write(format_columns(table, heading=[console.text(f"cli_map.coverage.heading_{name}") for name in names]))
    console.note("cli_map.coverage.note")
    return exit_codes.FINE


COMMAND = Command(
    "map coverage",
    run,
    (
        Argument("framework", metavar="ID"),
        Argument("--workspace", type=Path, metavar="DIR"),
        Argument("--format", choices=("table", "json"), default="table"),
    ),
)
