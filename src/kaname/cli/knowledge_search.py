"""``kaname knowledge search``: vulnerabilities by words, Japanese or English."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.errors import InputError


def run(arguments: Namespace, console: Console) -> int:
    """Show the vulnerabilities whose ids, titles, packages or products hold all words."""
    from kaname.services.knowledge_queries import search

    text = " ".join(arguments.text)
    if not text.strip():
        raise InputError("cli_knowledge.search.no_words")
    found = search(text=text, path=arguments.knowledge, lang=console.lang, limit=arguments.limit)
    if arguments.format == "json":
        from kaname.cli.json_output import write_json

        write_json(console, "kaname.search/1", {"text": text, "items": found})
        return exit_codes.FINE
    for entry in found:
        console.write(f"{entry.id}  {entry.summary}".rstrip())
        for _, title in entry.titles:
            if title != entry.summary:
                console.write(f"  {title}")
    if not found:
        console.note("cli_knowledge.search.none", text=text)
    return exit_codes.FINE


COMMAND = Command(
    "knowledge search",
    run,
    (
        Argument("text", nargs="+", metavar="TEXT"),
        Argument("--limit", type=int, default=50, metavar="N"),
        Argument("--knowledge", metavar="FILE"),
        Argument("--format", choices=("text", "json"), default="text"),
    ),
)
