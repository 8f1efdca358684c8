"""``kaname knowledge update``: fetch what changed and bring the knowledge base up to date."""

from argparse import Namespace
from contextlib import ExitStack

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console, Progress
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Update the base and say what happened to each source."""
    now = parse_now(arguments.now)
    from kaname.net.client import HttpClient
    from kaname.services.update import update_knowledge

    with HttpClient(ca_file=arguments.ca_file) as client, _Bars(console) as bars:
        report = update_knowledge(
            sources=arguments.sources,
            path=arguments.knowledge,
            cache=arguments.cache,
            now=now,
            client=client,
            mirror=arguments.mirror,
            rebuild=arguments.rebuild,
            on_progress=bars.show,
        )
    if arguments.format == "json":
        import msgspec

        content = {"schema": "kaname.knowledge-update/1", **msgspec.to_builtins(report)}
        console.write(msgspec.json.format(msgspec.json.encode(content), indent=2).decode())
    else:
        from kaname.cli.knowledge_text import update_lines

        console.write("\n".join(update_lines(report, console)))
    if report.not_fetched:
        console.note("cli_knowledge.update.not_fetched", names=", ".join(report.not_fetched))
    if report.status == "complete":
        return exit_codes.FINE
    console.note(f"cli_knowledge.update.{'all_failed' if report.status == 'failed' else 'partial'}")
    return exit_codes.INCOMPLETE if arguments.strict or report.status == "failed" else exit_codes.FINE


class _Bars:
    """One bar per step, drawn after the other; a download counts in kilobytes."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._step = ""
        self._done = 0
        self._stack = ExitStack()
        self._bar: Progress | None = None

    def __enter__(self) -> "_Bars":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def show(self, step: str, done: int, total: int) -> None:
        """Move the bar of a step; a new step begins a new bar."""
        kind, _, source = step.partition(" ")
        if kind == "downloading":
            done, total = done // 1000, total // 1000
        if step != self._step or self._bar is None:
            self._stack.close()
            self._step, self._done = step, 0
            bar = self._console.progress(f"cli_knowledge.step.{kind}", total or None, source=source)
            self._bar = self._stack.enter_context(bar)
        self._bar.advance(done - self._done, total or None)
        self._done = done


COMMAND = Command(
    "knowledge update",
    run,
    (
        Argument("sources", nargs="*", metavar="SOURCE"),
        Argument("--knowledge", metavar="FILE"),
        Argument("--cache", metavar="DIR"),
        Argument("--mirror", metavar="URL"),
        Argument("--ca-file", metavar="FILE"),
        Argument("--rebuild", action="store_true"),
        Argument("--now", metavar="TIME"),
        Argument("--strict", action="store_true"),
        Argument("--format", choices=("text", "json"), default="text"),
    ),
)
