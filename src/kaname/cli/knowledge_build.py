"""``kaname knowledge build``: feeds that lie in folders into one knowledge base."""

from argparse import Namespace
from contextlib import ExitStack
from typing import TYPE_CHECKING

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console, Progress
from kaname.cli.moment import parse_now

if TYPE_CHECKING:
    from kaname.knowledge.build import BuildReport


def run(arguments: Namespace, console: Console) -> int:
    """Build the base and say what was read, kept and skipped, and why."""
    now = parse_now(arguments.now)
    from kaname.services.knowledge import build_knowledge, knowledge_path

    target = knowledge_path(arguments.to)
    with Bars(console) as bars:
        report = build_knowledge(
            sources=arguments.folders, target=target, now=now, on_progress=bars.show, processes=arguments.processes
        )
    if arguments.format == "json":
        _write_json(report, console)
    else:
        _write_text(report, console)
    if report.status == "partial":
        console.note("cli_knowledge.build.partial")
        return exit_codes.INCOMPLETE if arguments.strict else exit_codes.FINE
    return exit_codes.FINE


class Bars:
    """One bar per step, drawn after the other."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._step = ""
        self._done = 0
        self._stack = ExitStack()
        self._bar: Progress | None = None

    def __enter__(self) -> "Bars":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def show(self, step: str, done: int, total: int) -> None:
        """Move the bar of a step; a new step begins a new bar."""
        if step != self._step or self._bar is None:
            self._stack.close()
            self._step, self._done = step, 0
            self._bar = self._stack.enter_context(self._console.progress(f"cli_knowledge.step.{step}", total))
        self._bar.advance(done - self._done, total)
        self._done = done


def _write_json(report: "BuildReport", console: Console) -> None:
    import msgspec

    content = {"schema": "kaname.knowledge-build/1", **msgspec.to_builtins(report)}
    console.write(msgspec.json.format(msgspec.json.encode(content), indent=2).decode())


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
