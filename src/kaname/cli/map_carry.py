"""``kaname map carry``: what guidelines already met mean for each task of a framework."""

from argparse import Namespace
from pathlib import Path

from kaname.assurance.crosswalk import TaskCover
from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console


def run(arguments: Namespace, console: Console) -> int:
    """Show cover per task, with what remains."""
    import msgspec

    from kaname.services.crosswalk import carry_over
    from kaname.services.frameworks import open_shelf

    shelf = open_shelf(workspace=arguments.workspace)
    pack = shelf.load(arguments.framework)
    report = carry_over(shelf=shelf, pack=pack, met=arguments.met)
    if arguments.format == "json":
        document = {
            "schema": "kaname.carry/1",
            "framework": pack.key,
            "met": report.sources,
            "counts": report.counts,
            "tasks": report.tasks,
        }
        console.write_bytes(msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n")
        return exit_codes.FINE
    titles = {item.id: item.title.pick(console.lang) for item in pack.items}
    for task in report.tasks:
        if task.cover != "none" or task.unreviewed:
            console.write("\n".join(_lines(task, titles[task.task], console)))
    counts = report.counts
    console.write(console.text("cli_map.carry.counts", **counts))
    return exit_codes.FINE


def _lines(task: TaskCover, title: str, console: Console) -> list[str]:
    lang = console.lang
    lines = [f"{task.task}  {title}  {console.text(f'assurance.cover_{task.cover}')}"]
    lines += [f"  {one.symbol} {one.source.text}" for one in task.by]
    if task.cover in ("union", "partial"):
        lines += ["  " + console.text("catalogs.gap", gap=gap.pick(lang)) for gap in dict.fromkeys(task.gaps)]
        if task.covered:
            lines += [
                f"  {console.text('assurance.remains')} {one.id}  {one.text.pick(lang)}" for one in task.remaining
            ]
    for one in task.unreviewed:
        review = console.text(f"catalogs.review_{one.review}")
        lines.append(
            "  " + console.text("cli_map.carry.not_counted", symbol=one.symbol, source=one.source.text, review=review)
        )
    return lines


COMMAND = Command(
    "map carry",
    run,
    (
        Argument("met", metavar="MET", nargs="+"),
        Argument("--to", dest="framework", metavar="ID", required=True),
        Argument("--workspace", type=Path, metavar="DIR"),
        Argument("--format", choices=("table", "json"), default="table"),
    ),
)
