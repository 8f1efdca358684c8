"""``kaname knowledge sources``: where each source is fetched from, how often it may be asked, under which terms."""

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console

if TYPE_CHECKING:
    from kaname.services.source_list import ListedSource

_DAY_HOURS = 24


def run(arguments: Namespace, console: Console) -> int:
    """List every source, whether the base has it or not."""
    from kaname.services.source_list import list_sources

    sources = list_sources()
    if arguments.format == "json":
        from kaname.cli.json_output import write_json

        write_json(console, "kaname.knowledge-sources/1", sources)
        return exit_codes.FINE
    console.write("\n\n".join("\n".join(_lines(source, console)) for source in sources))
    return exit_codes.FINE


def _lines(source: "ListedSource", console: Console) -> Iterator[str]:
    text = console.text
    yield f"{source.id}  ({text(f'cli_knowledge.sources.fetched.{source.fetched}')})"
    yield from (f"  {address}" for address in source.addresses)
    if source.rest_seconds:
        rest = text("cli_knowledge.sources.rest", seconds=f"{source.rest_seconds:g}")
        if source.rest_with_key_seconds != source.rest_seconds and source.rest_with_key_seconds:
            state = text(f"cli_knowledge.sources.key.{'set' if source.key_present else 'unset'}")
            with_key = f"{source.rest_with_key_seconds:g}"
            rest = text(
                "cli_knowledge.sources.rest_with_key", rest=rest, seconds=with_key, key=source.key_variable, state=state
            )
        yield f"  {rest}"
    if source.id.startswith("csaf:"):
        signatures = "kept" if source.key_present else "none"
        yield "  " + text(f"cli_knowledge.sources.signatures.{signatures}")
    yield "  " + text(
        "cli_knowledge.sources.rhythm",
        renewed=_span(source.update_hours, console),
        stale=_span(source.max_age_hours, console),
    )
    yield f"  {text('cli_knowledge.sources.licence', licence=source.licence)}"


def _span(hours: int, console: Console) -> str:
    if hours % _DAY_HOURS:
        return console.text("cli_knowledge.sources.hours", count=hours)
    return console.text("cli_knowledge.sources.days", count=hours // _DAY_HOURS)


COMMAND = Command("knowledge sources", run, (Argument("--format", choices=("text", "json"), default="text"),))
