"""``kaname frameworks show``: a pack, or one item of it with its levels."""

from argparse import Namespace
from pathlib import Path

from kaname.catalogs.pack import Item, Level, Pack, Provenance
from kaname.cli import exit_codes
from kaname.cli.columns import format_columns
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console


def run(arguments: Namespace, console: Console) -> int:
    """Show a pack, or one item."""
    import msgspec

    from kaname.catalogs.shelf import find_item
    from kaname.services.frameworks import open_shelf

    shelf = open_shelf(workspace=arguments.workspace, folders=[Path(folder) for folder in arguments.packs or ()])
    pack = shelf.load(arguments.framework)
    item = find_item(pack, arguments.item) if arguments.item else None
    if arguments.format == "json":
        console.write_bytes(msgspec.json.format(msgspec.json.encode(item or pack), indent=2) + b"\n")
        return exit_codes.FINE
    console.write("\n".join(_item_lines(pack, item, console) if item else _pack_lines(pack, console)))
    return exit_codes.FINE


def _pack_lines(pack: Pack, console: Console) -> list[str]:
    lang = console.lang
    lines = [f"{pack.key}  {pack.title.pick(lang)}", f"{pack.publisher.pick(lang)}  {pack.published}"]
    lines += [pack.summary.pick(lang)] if pack.summary.pick(lang) else []
    lines += [_source(pack.provenance, console)]
    lines += (
        ["", *(f"! {fact.text.pick(lang)}  {_source(fact.provenance, console)}" for fact in pack.facts)]
        if pack.facts
        else []
    )
    if pack.roles:
        lines += ["", console.text("catalogs.heading_roles") + ": "]
        lines += [f"  {role.id}  {role.title.pick(lang)}" for role in pack.roles]
    if pack.profiles:
        lines += ["", console.text("catalogs.heading_profiles") + ": "]
        lines += [
            f"  {one.id}  {one.title.pick(lang)}  {len(one.items)}  {_source(one.provenance, console)}"
            for one in pack.profiles
        ]
    lines += ["", format_columns(_rows(pack, console))]
    if pack.retired:
        lines += ["", console.text("catalogs.heading_retired") + ": "]
        lines += [f"  {one.id} → {', '.join(one.replaced_by)}" for one in pack.retired]
    return lines


def _rows(pack: Pack, console: Console) -> list[tuple[str, str]]:
    """Return groups and items in the order of the tree, each under its parent."""
    children: dict[str | None, list[tuple[str, str]]] = {}
    for group in pack.groups:
        counts = ", ".join(f"{name} {count}" for name, count in group.counts.items())
        title = f"[{group.title.pick(console.lang)}]" + (f"  ({counts})" if counts else "")
        title += f"  {group.text.pick(console.lang)}" if group.text else ""
        title += f"  ({console.text('catalogs.reworded')})" if group.changed else ""
        children.setdefault(group.parent, []).append((group.id, title))
    for item in pack.items:
        marks = f"  ← {', '.join(item.skipped_by)}" if item.skipped_by else ""
        marks += f"  ({console.text('catalogs.reworded')})" if item.changed else ""
        children.setdefault(item.parent, []).append((item.id, item.title.pick(console.lang) + marks))
    rows: list[tuple[str, str]] = []

    def walk(parent: str | None, depth: int) -> None:
        for name, title in children.get(parent, []):
            rows.append(("  " * depth + name, title))
            walk(name, depth + 1)

    walk(None, 0)
    return rows


def _item_lines(pack: Pack, item: Item, console: Console) -> list[str]:
    lang = console.lang
    lines = [f"{pack.key}  {item.id}  {item.title.pick(lang)}"]
    lines += [item.text.pick(lang)] if item.text else []
    lines += [_source(item.provenance, console)] if item.provenance else []
    if item.skipped_by:
        lines.append(console.text("catalogs.skipped_by", ids=", ".join(item.skipped_by)))
    for one in item.references:
        lines.append(f"→ {one.framework}-{one.version}: {', '.join(one.ids)}")
    if item.levels:
        lines += ["", console.text("catalogs.heading_levels") + "  " + _source(item.levels.provenance, console)]
        for number, level in enumerate((item.levels.one, item.levels.two, item.levels.three), start=1):
            lines += _level_lines(number, level, console)
    if item.evidence:
        lines += ["", console.text("catalogs.heading_evidence") + ": "]
        lines += [f"  - {one.pick(lang)}" for one in item.evidence]
    for issue in item.issues:
        lines += ["", f"[{console.text(f'catalogs.issue_{issue.category}')}] {issue.problem.pick(lang)}"]
        lines.append(f"  → {issue.measure.pick(lang)}")
    return lines


def _level_lines(number: int, level: Level, console: Console) -> list[str]:
    lang = console.lang
    lines = [console.text("assurance.level_name", level=number) + "  " + level.definition.pick(lang)]
    lines += [f"  ★ {one.id}  {one.text.pick(lang)}" for one in level.must]
    if level.choose:
        lines.append("  " + console.text("assurance.choose", count=level.choose.at_least, of=len(level.choose.items)))
        lines += [f"  ▲ {one.id}  {one.text.pick(lang)}" for one in level.choose.items]
    return lines


def _source(provenance: Provenance | None, console: Console) -> str:
    if provenance is None:
        return ""
    parts = [
        provenance.source,
        provenance.clause,
        provenance.date,
        provenance.note and provenance.note.pick(console.lang),
    ]
    stated = ", ".join(part for part in parts if part)
    return f"({console.text(f'catalogs.basis_{provenance.basis}')}: {stated})"


COMMAND = Command(
    "frameworks show",
    run,
    (
        Argument("framework", metavar="ID"),
        Argument("item", metavar="ITEM", nargs="?"),
        Argument("--packs", action="append", metavar="DIR"),
        Argument("--workspace", type=Path, metavar="DIR"),
        Argument("--format", choices=("table", "json"), default="table"),
    ),
)
