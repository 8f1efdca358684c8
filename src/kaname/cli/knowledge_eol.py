"""``kaname knowledge eol``: support and end of life of a version of a product."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now
from kaname.errors import InputError


def run(arguments: Namespace, console: Console) -> int:
    """Show the release cycle that a version belongs to and when its support ends."""
    from kaname.services.knowledge_queries import eol

    now = parse_now(arguments.now)
    answer = eol(product=arguments.product, version=arguments.version, path=arguments.knowledge, now=now)
    if answer is None:
        raise InputError("cli_knowledge.eol.unknown_product", product=arguments.product[:200])
    if arguments.format == "json":
        from kaname.cli.json_output import write_json

        write_json(console, "kaname.eol/1", answer)
        return exit_codes.FINE
    cycle = answer.cycle
    status = console.text(f"cli_knowledge.eol.status.{answer.status}")
    console.write(f"{answer.title} {answer.version}: {status}")
    if cycle is None:
        console.write(
            console.text("cli_knowledge.eol.no_cycle", cycles=", ".join(entry.cycle for entry in answer.cycles[:20]))
        )
    else:
        for name, day in (
            ("released", cycle.released),
            ("support_ends", cycle.support_ends),
            ("ends", cycle.ends),
            ("extended_ends", cycle.extended_ends),
        ):
            if day:
                console.write("  " + console.text(f"cli_knowledge.eol.{name}", day=day))
        if cycle.latest:
            latest = f"{cycle.latest} ({cycle.latest_date})" if cycle.latest_date else cycle.latest
            console.write("  " + console.text("cli_knowledge.eol.latest", latest=latest))
    console.note("cli_knowledge.eol.as_of", as_of=answer.as_of or "-")
    return exit_codes.FINE


COMMAND = Command(
    "knowledge eol",
    run,
    (
        Argument("product", metavar="PRODUCT"),
        Argument("version", metavar="VERSION"),
        Argument("--knowledge", metavar="FILE"),
        Argument("--now", metavar="TIME"),
        Argument("--format", choices=("text", "json"), default="text"),
    ),
)
