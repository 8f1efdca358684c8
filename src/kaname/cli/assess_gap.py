"""``kaname assess gap``: what is missing, cheapest first."""

from argparse import Namespace
from pathlib import Path

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now
from kaname.services.assess import GapReport


def run(arguments: Namespace, console: Console) -> int:
    """Show the gaps."""
    import msgspec

    from kaname.services.assess import open_assessment, report_gaps

    opened = open_assessment(
        workspace=arguments.workspace, assessment_id=arguments.assessment, framework=arguments.framework
    )
    report = report_gaps(opened=opened, now=parse_now(arguments.now), target_level=arguments.level)
    if arguments.format == "json":
        document = {
            "schema": "kaname.gaps/1",
            "assessment": opened.assessment.id,
            "framework": opened.pack.key,
            "target_level": report.target_level if opened.pack.scoring == "levels" else None,
            "tasks": report.tasks,
            "open_items": report.open_items,
            "questions": report.questions,
            "closing": report.closing,
        }
        console.write_bytes(msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n")
    elif opened.pack.scoring == "levels":
        _write_tasks(report, console)
    else:
        _write_items(report, console)
    return exit_codes.FINE


def _write_tasks(report: GapReport, console: Console) -> None:
    from kaname.cli.assess_text import step_line

    items = {item.id: item for item in report.opened.items}
    if not report.tasks:
        console.write(console.text("cli_assess.gap.none", level=report.target_level))
    for result in sorted(report.tasks, key=lambda one: (one.cheapest_cost, one.task)):
        item = items[result.task]
        head = console.text(
            "cli_assess.gap.task", level=result.level, next=result.next_level or "-", cost=result.cheapest_cost
        )
        console.write(f"{item.id}  {item.title.pick(console.lang)}  {head}")
        for step in result.cheapest:
            console.write("  " + step_line(item, step, console))
        answer = report.opened.assessment.answers.get(item.id)
        if answer is not None and answer.explain is not None and answer.explain.reason:
            console.write("  " + console.text("assurance.explained", reason=answer.explain.reason))


def _write_items(report: GapReport, console: Console) -> None:
    from kaname.cli.columns import format_columns

    items = {item.id: item for item in report.opened.items}
    skipped = [question for question in report.questions if question.state == "skipped"]
    if report.closing is not None:
        closing = report.closing
        console.write(console.text("cli_assess.gap.closing", count=len(closing.choices)))
        rows = [
            (
                name,
                console.text("cli_assess.gap.indispensable") if name in closing.indispensable else "",
                items[name].title.pick(console.lang) if name in items else "",
            )
            for name in closing.choices
        ]
        console.write(format_columns(rows, indent="  "))
        console.write(console.text("cli_assess.gap.skipped", count=len(skipped)))
    rows = [
        (name, console.text(reason), items[name].title.pick(console.lang)) for name, reason in report.open_items.items()
    ]
    console.write(console.text("cli_assess.gap.open", count=len(rows)))
    if rows:
        console.write(format_columns(rows, indent="  "))


COMMAND = Command(
    "assess gap",
    run,
    (
        Argument("--workspace", type=Path, metavar="DIR", default=Path()),
        Argument("--assessment", metavar="ID"),
        Argument("--framework", metavar="NAME"),
        Argument("--level", type=int, choices=(1, 2, 3), default=1),
        Argument("--now", metavar="TIME"),
        Argument("--format", choices=("table", "json"), default="table"),
    ),
)
