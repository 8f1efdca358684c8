"""``kaname assess plan``: what is missing, with owner and day, as a plan of action and milestones."""

from argparse import Namespace
from pathlib import Path

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.documents import write_document
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Show the plan."""
    from kaname.services.assess import open_assessment
    from kaname.services.outputs import plan_of, render_plan
    from kaname.services.sheets import build_sheet

    opened = open_assessment(
        workspace=arguments.workspace, assessment_id=arguments.assessment, framework=arguments.framework
    )
    sheet = build_sheet(opened=opened, now=parse_now(arguments.now))
    if arguments.format != "table":
        data = render_plan(sheet=sheet, target_level=arguments.level, form=arguments.format, lang=console.lang)
        write_document(arguments.output, data, console)
        return exit_codes.FINE
    from kaname.cli.columns import format_columns
    from kaname.formats.sheet.plan_text import plan_headings, plan_rows

    rows = plan_of(sheet, target_level=arguments.level)
    if not rows:
        console.write(console.text("sheet.plan_none"))
        return exit_codes.FINE
    cells = [[*row[:6], row[7]] for row in plan_rows(sheet, rows, console.lang)]
    heads = plan_headings(sheet, console.lang)
    console.write(format_columns(cells, heading=[*heads[:6], heads[7]]))
    undated = sum(not row.due for row in rows)
    if undated:
        console.note("cli_assess.plan.undated", count=undated)
    return exit_codes.FINE


COMMAND = Command(
    "assess plan",
    run,
    (
        Argument("--workspace", type=Path, metavar="DIR", default=Path()),
        Argument("--assessment", metavar="ID"),
        Argument("--framework", metavar="NAME"),
        Argument("--level", type=int, choices=(1, 2, 3), default=1),
        Argument("--format", choices=("table", "markdown", "json", "oscal"), default="table"),
        Argument("--output", type=Path, metavar="FILE"),
        Argument("--now", metavar="TIME"),
    ),
)
