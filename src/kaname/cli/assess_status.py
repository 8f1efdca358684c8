"""``kaname assess status``: how far an assessment is answered."""

from argparse import Namespace
from pathlib import Path

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Show the counts per group and what no longer holds."""
    import msgspec

    from kaname.cli.columns import format_columns
    from kaname.services.assess import open_assessment, report_status

    opened = open_assessment(
        workspace=arguments.workspace, assessment_id=arguments.assessment, framework=arguments.framework
    )
    report = report_status(opened=opened, now=parse_now(arguments.now))
    if arguments.format == "json":
        document = {
            "schema": "kaname.assessment-status/1",
            "assessment": opened.assessment.id,
            "framework": opened.pack.key,
            "counts": report.counts,
            "by_group": report.by_group,
            "unsupported": report.unsupported,
            "stale": report.stale,
            "broken": opened.broken,
            "overdue": report.overdue,
        }
        console.write_bytes(msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n")
        return exit_codes.FINE
    console.write(f"{opened.assessment.id}  {opened.pack.title.pick(console.lang)} {opened.pack.version}")
    statuses = list(report.counts)
    heading = ["", *(console.text(f"assurance.{status}") for status in statuses)]
    titles = {group.id: group.title.pick(console.lang) for group in opened.pack.groups}
    rows = [
        [f"{group} {titles.get(group, '')}".strip() or "-", *(str(part[status]) for status in statuses)]
        for group, part in report.by_group.items()
    ]
    rows.append([console.text("assurance.total"), *(str(report.counts[status]) for status in statuses)])
    console.write(format_columns(rows, heading=heading))
    if report.unsupported:
        console.write(console.text("cli_assess.status.unsupported", count=report.unsupported))
    for name in report.stale:
        console.write(console.text(opened.broken.get(name, "cli_assess.status.stale"), id=name))
    for task in report.overdue:
        console.write(console.text("cli_assess.status.overdue", task=task, due=opened.assessment.answers[task].due))
    return exit_codes.FINE


COMMAND = Command(
    "assess status",
    run,
    (
        Argument("--workspace", type=Path, metavar="DIR", default=Path()),
        Argument("--assessment", metavar="ID"),
        Argument("--framework", metavar="NAME"),
        Argument("--now", metavar="TIME"),
        Argument("--format", choices=("table", "json"), default="table"),
    ),
)
