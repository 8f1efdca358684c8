"""``kaname knowledge show``: one vulnerability, with every id, range and score that any source states."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.errors import InputError


def run(arguments: Namespace, console: Console) -> int:
    """Show the alias group of an id."""
    from kaname.services.knowledge import find_vulnerability

    found = find_vulnerability(identifier=arguments.id, path=arguments.knowledge)
    if found is None:
        raise InputError("cli_knowledge.show.unknown_id", id=arguments.id.strip()[:200])
    if arguments.format == "json":
        from kaname.cli.json_output import write_json

        write_json(console, "kaname.vulnerability/1", found)
    else:
        from kaname.cli.knowledge_text import vulnerability_lines

        console.write("\n".join(vulnerability_lines(found, console)))
    return exit_codes.FINE


COMMAND = Command(
    "knowledge show",
    run,
    (
        Argument("id", metavar="ID"),
        Argument("--knowledge", metavar="FILE"),
        Argument("--format", choices=("text", "json"), default="text"),
    ),
)
