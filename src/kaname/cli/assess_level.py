"""``kaname assess level``: the level of every task, the distribution, and what made or blocks a level."""

from argparse import Namespace
from pathlib import Path

from kaname.assurance.levels import LevelResult
from kaname.catalogs.pack import Item
from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now
from kaname.services.assess import LevelReport


def run(arguments: Namespace, console: Console) -> int:
    """Show levels; exit code 1 where ``--fail-under`` is given and a task is below it."""
    import msgspec

    from kaname.assurance.levels import LevelRule
    from kaname.catalogs.shelf import find_item
    from kaname.cli.assess_text import level_document
    from kaname.services.assess import open_assessment, report_levels

    opened = open_assessment(
        workspace=arguments.workspace, assessment_id=arguments.assessment, framework=arguments.framework
    )
    rule = LevelRule(desk_ceiling=arguments.desk_ceiling)
    report = report_levels(opened=opened, now=parse_now(arguments.now), rule=rule)
    if arguments.task:
        item = find_item(opened.pack, arguments.task)
        results = [result for result in report.results if result.task == item.id]
        report = msgspec.structs.replace(report, results=tuple(results))
    if arguments.format == "json":
        console.write_bytes(msgspec.json.format(msgspec.json.encode(level_document(report)), indent=2) + b"\n")
    elif arguments.task:
        items = {item.id: item for item in opened.items}
        for result in report.results:
            console.write("\n".join(_task_lines(items[result.task], result, console)))
    else:
        _write_table(report, console)
    under = arguments.fail_under
    below = under is not None and any(one.level is not None and one.level < under for one in report.results)
    return exit_codes.THRESHOLD_MET if below else exit_codes.FINE


def _write_table(report: LevelReport, console: Console) -> None:
    from kaname.cli.assess_text import level_text
    from kaname.cli.columns import format_columns

    opened = report.opened
    console.write(f"{opened.assessment.id}  {opened.pack.title.pick(console.lang)} {opened.pack.version}")
    titles = {item.id: item.title.pick(console.lang) for item in opened.items}
    rows = [
        (result.task, level_text(result), _next_text(result, console), titles[result.task]) for result in report.results
    ]
    heading = [console.text(f"assurance.heading_{name}") for name in ("task", "level", "next", "title")]
    console.write(format_columns(rows, heading=heading))
    groups = {group.id: group.title.pick(console.lang) for group in opened.pack.groups}
    table = [
        (f"{group} {groups.get(group, '')}".strip(), *map(str, row), str(sum(row)))
        for group, row in report.distribution.items()
    ]
    totals = [sum(row[level] for row in report.distribution.values()) for level in range(4)]
    table.append((console.text("assurance.total"), *map(str, totals), str(sum(totals))))
    levels = [console.text("assurance.level_name", level=level) for level in range(4)]
    console.write("\n" + console.text("assurance.heading_distribution"))
    console.write(format_columns(table, heading=["", *levels, console.text("assurance.total")]))
    console.write("\n" + console.text("assurance.heading_breadth"))
    for one in report.breadth:
        code = "assurance.breadth_line" if one.next_step_percent else "assurance.breadth_full"
        console.write(
            console.text(
                code,
                depth=one.depth,
                reached=one.reached,
                of=one.applicable,
                step=one.step_percent,
                following=one.next_step_percent,
                missing=one.missing_to_next,
            )
        )
    stale = sorted({name for result in report.results for name in result.stale})
    for name in stale:
        code = opened.broken.get(name, "cli_assess.status.stale")
        console.write(console.text(code, id=name))
    if report.not_applicable:
        console.write(console.text("assurance.tasks_without_level", tasks=", ".join(report.not_applicable)))


def _next_text(result: LevelResult, console: Console) -> str:
    if result.next_level is None:
        return "-"
    return console.text(
        "assurance.next_in", level=result.next_level, steps=len(result.cheapest), cost=result.cheapest_cost
    )


def _task_lines(item: Item, result: LevelResult, console: Console) -> list[str]:
    from kaname.cli.assess_text import level_text, step_line

    lines = [f"{item.id}  {item.title.pick(console.lang)}"]
    lines.append(console.text("assurance.level_name", level=level_text(result)))
    if result.reason:
        return [*lines, console.text(result.reason)]
    axes = "  ".join(f"{console.text(f'assurance.axis_{name}')} {level}" for name, level in result.axes.items())
    lines.append(axes)
    entries = {entry.id: entry for entry in item.level_items()}
    lines += ["", console.text("assurance.heading_made_by")]
    for found in result.findings:
        if found.counts or found.exempt:
            mark = "★" if found.mark == "must" else "▲"
            text = entries[found.id].text.pick(console.lang)
            lines.append(f"  {mark} {item.id}/{found.id}  {text}  ({console.text(found.reason)})")
    if result.next_level is not None:
        lines += ["", console.text("assurance.heading_blocking", level=result.next_level)]
        lines += ["  " + step_line(item, step, console) for step in result.blocking]
        if result.choose_still:
            optional = sum(step.optional for step in result.blocking)
            lines.append("  " + console.text("assurance.choose_still", count=result.choose_still, of=optional))
        lines += ["", console.text("assurance.heading_cheapest", level=result.next_level, cost=result.cheapest_cost)]
        lines += ["  " + step_line(item, step, console) for step in result.cheapest]
    return lines


COMMAND = Command(
    "assess level",
    run,
    (
        Argument("task", metavar="TASK", nargs="?"),
        Argument("--workspace", type=Path, metavar="DIR", default=Path()),
        Argument("--assessment", metavar="ID"),
        Argument("--framework", metavar="NAME"),
        Argument("--desk-ceiling", type=int, choices=(0, 1, 2, 3), metavar="LEVEL"),
        Argument("--fail-under", type=int, choices=(1, 2, 3), metavar="LEVEL"),
        Argument("--now", metavar="TIME"),
        Argument("--format", choices=("table", "json"), default="table"),
    ),
)
