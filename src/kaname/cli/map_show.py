"""``kaname map show``: mappings with symbol, reason, re-read terms and doubt."""

from argparse import Namespace
from pathlib import Path

from kaname.catalogs.relations import ItemMapping
from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.errors import InputError


def run(arguments: Namespace, console: Console) -> int:
    """Show the mappings of an item, or of a framework."""
    import msgspec

    from kaname.services.crosswalk import show_mappings
    from kaname.services.frameworks import open_shelf

    shelf = open_shelf(workspace=arguments.workspace)
    pack = shelf.load(arguments.framework)
    found = show_mappings(
        shelf=shelf, pack=pack, item_id=arguments.item, source=arguments.source, backwards=arguments.backwards
    )
    if arguments.format == "json":
        shown = [{"symbol": mapping.symbol, "counts": mapping.counts, "mapping": mapping} for mapping in found]
        console.write_bytes(msgspec.json.format(msgspec.json.encode(shown), indent=2) + b"\n")
        return exit_codes.FINE
    if arguments.format == "oscal":
        from kaname.cli.moment import parse_now
        from kaname.services.outputs import render_mappings

        if not found:
            raise InputError("assurance.no_mappings", framework=pack.key)
        generated = parse_now(arguments.now).strftime("%Y-%m-%dT%H:%M:%SZ")
        title = f"{pack.title.pick(console.lang)} {pack.version}"
        console.write_bytes(render_mappings(mappings=found, title=title, generated=generated, lang=console.lang))
        return exit_codes.FINE
    console.write(console.text("catalogs.legend"))
    for mapping in found:
        console.write("\n".join(_lines(mapping, console)))
    if not found:
        console.note("cli_map.show.none")
    return exit_codes.FINE


def _lines(mapping: ItemMapping, console: Console) -> list[str]:
    lang = console.lang
    review = console.text(f"catalogs.review_{mapping.review}")
    who = ", ".join(part for part in (mapping.reviewer, mapping.date) if part)
    lines = [f"{mapping.symbol}  {mapping.source.text} → {mapping.target.text}  [{review}{f': {who}' if who else ''}]"]
    relation = console.text(f"catalogs.relation_{mapping.relation}")
    undecided = console.text("catalogs.undecided") if mapping.undecided else ""
    lines.append(f"   {relation}{undecided}  {mapping.reason.pick(lang)}")
    lines += [f"   {console.text('catalogs.reread', term=one.term, read_as=one.read_as)}" for one in mapping.reread]
    if mapping.target_gap:
        lines.append("   " + console.text("catalogs.gap", gap=mapping.target_gap.pick(lang)))
    for change in mapping.history:
        lines.append(f"   {change.date} {change.by}: {change.note.pick(lang)}")
    return lines


COMMAND = Command(
    "map show",
    run,
    (
        Argument("framework", metavar="ID"),
        Argument("item", metavar="ITEM", nargs="?"),
        Argument("--source", metavar="NAME"),
        Argument("--backwards", action="store_true"),
        Argument("--workspace", type=Path, metavar="DIR"),
        Argument("--format", choices=("table", "json", "oscal"), default="table"),
        Argument("--now", metavar="TIME"),
    ),
)
