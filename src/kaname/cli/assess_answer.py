"""``kaname assess answer``: record one answer."""

from argparse import Namespace
from pathlib import Path

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Write the answer, and say what level the task has now; without arguments, ask at the terminal."""
    if arguments.item is None:
        from kaname.cli import assess_interview

        arguments.level, arguments.all = 2, False
        return assess_interview.run(arguments, console)
    if arguments.status is None:
        from kaname.errors import InputError

        raise InputError("cli.answer_needs_status", item=arguments.item)
    from msgspec.structs import replace

    from kaname.assurance.assessment import Explanation, ItemAnswer
    from kaname.services.assess import answer_items, open_assessment, report_levels

    task, _, items = arguments.item.partition("/")
    opened = open_assessment(
        workspace=arguments.workspace, assessment_id=arguments.assessment, framework=arguments.framework
    )
    explanation = None
    if arguments.reason or arguments.alternative:
        explanation = Explanation(arguments.reason or "", arguments.alternative or "")
    given = ItemAnswer(
        arguments.status.replace("-", "_"),
        "desk" if arguments.desk else "practised",
        tuple(arguments.evidence or ()),
        explanation,
    )
    assessment = answer_items(
        workspace=arguments.workspace,
        opened=opened,
        task=task,
        items=[item for item in items.split(",") if item],
        given=given,
        owner=arguments.owner,
        due=arguments.due,
        drop_comments=arguments.drop_comments,
    )
    console.note(
        "cli_assess.answer.recorded",
        item=arguments.item,
        status=console.text(f"assurance.{arguments.status.replace('-', '_')}"),
    )
    if opened.pack.scoring == "levels":
        report = report_levels(opened=replace(opened, assessment=assessment), now=parse_now(arguments.now))
        level = next((one.level for one in report.results if one.task == task), None)
        shown = "-" if level is None else str(level)
        console.note("cli_assess.answer.level_now", task=task, level=shown)
    return exit_codes.FINE


COMMAND = Command(
    "assess answer",
    run,
    (
        Argument("item", metavar="ITEM", nargs="?"),
        Argument(
            "status", choices=("met", "partly", "not-met", "not-applicable", "equivalent"), metavar="STATUS", nargs="?"
        ),
        Argument("--workspace", type=Path, metavar="DIR", default=Path()),
        Argument("--assessment", metavar="ID"),
        Argument("--framework", metavar="NAME"),
        Argument("--evidence", action="append", metavar="ID"),
        Argument("--desk", action="store_true"),
        Argument("--reason", metavar="TEXT"),
        Argument("--alternative", metavar="TEXT"),
        Argument("--owner", metavar="TEXT"),
        Argument("--due", metavar="DAY"),
        Argument("--drop-comments", action="store_true"),
        Argument("--now", metavar="TIME"),
    ),
)
