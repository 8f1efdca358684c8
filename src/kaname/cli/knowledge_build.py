"""``kaname knowledge build``: feeds that lie in folders into one knowledge base."""

from argparse import Namespace
from typing import TYPE_CHECKING

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now
from kaname.cli.step_bars import StepBars

if TYPE_CHECKING:
    from kaname.knowledge.build import BuildReport


def run(arguments: Namespace, console: Console) -> int:
    """Build the base and say what was read, kept and skipped, and why."""
    now = parse_now(arguments.now)
    from kaname.services.knowledge import build_knowledge, knowledge_path

    target = knowledge_path(arguments.to)
    with StepBars(console) as bars:
        report = build_knowledge(
            sources=arguments.folders, target=target, now=now, on_progress=bars.show, processes=arguments.processes
        )
    if arguments.format == "json":
        from kaname.cli.json_output import write_json

        write_json(console, "kaname.knowledge-build/1", report)
    else:
        _write_text(report, console)
    if report.status == "partial":
        console.note("cli_knowledge.build.partial")
        return exit_codes.INCOMPLETE if arguments.strict else exit_codes.FINE
    return exit_codes.FINE


def _write_text(report: "BuildReport", console: Console) -> None:
    from kaname.cli.knowledge_text import build_lines

    console.write("\n".join(build_lines(report, console)))


COMMAND = Command(
    "knowledge build",
    run,
    (
        Argument("--from", dest="folders", action="append", required=True, metavar="DIR"),
        Argument("--to", metavar="FILE"),
        Argument("--now", metavar="TIME"),
        Argument("--processes", type=int, metavar="N"),
        Argument("--strict", action="store_true"),
        Argument("--format", choices=("text", "json"), default="text"),
    ),
)
