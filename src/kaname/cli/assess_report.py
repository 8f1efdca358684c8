"""``kaname assess report``: the level sheet, checklist or form, as page, workbook or data."""

import sys
from argparse import Namespace
from pathlib import Path

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.documents import write_document
from kaname.cli.moment import parse_now

_FORMATS = ("html", "markdown", "xlsx", "json", "cyclonedx", "cyclonedx-1.7", "oscal", "intoto")


def run(arguments: Namespace, console: Console) -> int:
    """Write the report to a file or to standard output."""
    from kaname.errors import InputError
    from kaname.services.assess import open_assessment
    from kaname.services.declined import list_declined
    from kaname.services.frameworks import open_shelf
    from kaname.services.outputs import render_report
    from kaname.services.sheets import build_form, build_sheet

    opened = open_assessment(
        workspace=arguments.workspace, assessment_id=arguments.assessment, framework=arguments.framework
    )
    declined = list_declined(workspace=arguments.workspace)
    sheet = build_sheet(opened=opened, now=parse_now(arguments.now), declined=declined)
    if arguments.form is not None:
        sheet = build_form(sheet=sheet, form=open_shelf(workspace=arguments.workspace).load(arguments.form))
    if arguments.format == "xlsx" and arguments.output is None and sys.stdout.isatty():
        raise InputError("cli.binary_needs_output")
    data = render_report(workspace=arguments.workspace, sheet=sheet, form=arguments.format, lang=console.lang)
    write_document(arguments.output, data, console)
    return exit_codes.FINE


COMMAND = Command(
    "assess report",
    run,
    (
        Argument("--workspace", type=Path, metavar="DIR", default=Path()),
        Argument("--assessment", metavar="ID"),
        Argument("--framework", metavar="NAME"),
        Argument("--form", metavar="NAME"),
        Argument("--format", choices=_FORMATS, default="markdown"),
        Argument("--output", type=Path, metavar="FILE"),
        Argument("--now", metavar="TIME"),
    ),
)
