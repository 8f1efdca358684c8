"""``kaname ssvc table``: show a decision table and what its values mean."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console


def run(arguments: Namespace, console: Console) -> int:
    """List the tables, or show one."""
    import msgspec

    from kaname.services.ssvc import load_tables

    registry = load_tables(tables=arguments.tables)
    if arguments.table is None:
        shown = [
            {"id": t.id, "name": t.name.of(console.lang), "rows": len(t.outcome_keys)} for t in registry.tables.values()
        ]
        if arguments.format == "json":
            console.write_bytes(msgspec.json.format(msgspec.json.encode(shown), indent=2) + b"\n")
        else:
            console.write("\n".join(f"{row['id']:<30} {row['rows']:>4}  {row['name']}" for row in shown))
        return exit_codes.FINE
    table = registry.table(arguments.table)
    if arguments.format == "json":
        rows = [{"inputs": list(keys), "outcome": outcome} for keys, outcome in registry.rows(table).items()]
        document = {
            "id": table.id,
            "source": registry.source,
            "inputs": list(table.inputs),
            "outcome": table.outcome,
            "rows": rows,
        }
        console.write_bytes(msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n")
        return exit_codes.FINE
    lines = [f"{table.id}  {table.name.of(console.lang)}", registry.source, ""]
    for identifier in (*table.inputs, table.outcome):
        point = registry.points[identifier]
        values = " / ".join(f"{value.key} {value.name(console.lang)}" for value in point.values)
        lines.append(f"{point.id}  {point.name.of(console.lang)}: {values}")
        lines.append(f"    {point.about.of(console.lang)}")
    keys = [registry.points[identifier].key for identifier in table.inputs]
    widths = [
        max(len(key), *(len(value) for value in registry.points[i].keys))
        for key, i in zip(keys, table.inputs, strict=True)
    ]
    lines += ["", "  ".join(f"{key:<{width}}" for key, width in zip(keys, widths, strict=True)) + "  →"]
    for row, outcome in registry.rows(table).items():
        lines.append("  ".join(f"{key:<{width}}" for key, width in zip(row, widths, strict=True)) + f"  {outcome}")
    console.write("\n".join(lines))
    return exit_codes.FINE


COMMAND = Command(
    "ssvc table",
    run,
    (
        Argument("table", nargs="?", metavar="TABLE"),
        Argument("--tables", metavar="FILE", action="append", default=[]),
        Argument("--format", choices=("table", "json"), default="table"),
    ),
)
