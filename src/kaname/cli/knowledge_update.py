"""``kaname knowledge update``: fetch what changed and bring the knowledge base up to date."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now
from kaname.cli.step_bars import StepBars


def run(arguments: Namespace, console: Console) -> int:
    """Update the base and say what happened to each source."""
    now = parse_now(arguments.now)
    from kaname.net.client import HttpClient
    from kaname.services.update import update_knowledge

    with HttpClient(ca_file=arguments.ca_file) as client, StepBars(console) as bars:
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
        from kaname.cli.json_output import write_json

        write_json(console, "kaname.knowledge-update/1", report)
    else:
        from kaname.cli.knowledge_text import update_lines

        console.write("\n".join(update_lines(report, console)))
    if report.not_fetched:
        console.note("cli_knowledge.update.not_fetched", names=", ".join(report.not_fetched))
    if report.status == "complete":
        return exit_codes.FINE
    console.note(f"cli_knowledge.update.{'all_failed' if report.status == 'failed' else 'partial'}")
    return exit_codes.INCOMPLETE if arguments.strict or report.status == "failed" else exit_codes.FINE


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
