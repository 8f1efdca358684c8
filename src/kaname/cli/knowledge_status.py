"""``kaname knowledge status``: what the knowledge base holds, how fresh each source is, and whether the file is sound."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Show the state of a base."""
    now = parse_now(arguments.now)
    from kaname.services.knowledge import knowledge_status

    status = knowledge_status(path=arguments.knowledge, now=now, verify=arguments.verify)
    if arguments.format == "json":
        from kaname.cli.json_output import write_json

        write_json(console, "kaname.knowledge-status/1", status)
    else:
        from kaname.cli.knowledge_text import status_lines

        console.write("\n".join(status_lines(status, console)))
    return exit_codes.FINE


COMMAND = Command(
    "knowledge status",
    run,
    (
        Argument("--knowledge", metavar="FILE"),
        Argument("--verify", action="store_true"),
        Argument("--now", metavar="TIME"),
        Argument("--format", choices=("text", "json"), default="text"),
    ),
)
