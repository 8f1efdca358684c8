"""``kaname knowledge import``: take a bundle in, after every check."""

from argparse import Namespace
from functools import partial

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now
from kaname.cli.step_bars import StepBars


def run(arguments: Namespace, console: Console) -> int:
    """Import a bundle and say what was checked."""
    now = parse_now(arguments.now)
    from kaname.services.bundle import import_knowledge

    with StepBars(console) as bars:
        report = import_knowledge(
            bundle=arguments.bundle,
            path=arguments.knowledge,
            now=now,
            verify=arguments.verify,
            allow_downgrade=arguments.allow_downgrade,
            allow_expired=arguments.allow_expired,
            on_bytes=partial(bars.show, "checking"),
        )
    if arguments.format == "json":
        from kaname.cli.json_output import write_json

        write_json(console, "kaname.knowledge-import/1", report)
    else:
        manifest = report.manifest
        console.write(
            console.text(
                "cli_knowledge.import.done",
                target=report.target,
                built=manifest.built,
                created=manifest.created,
                expires=manifest.expires,
                sources=len(manifest.sources),
                digest=manifest.digest,
            )
        )
    if not report.verified:
        console.note(f"cli_knowledge.import.{'not_verified' if report.signed else 'unsigned'}")
    if report.older:
        console.note("cli_knowledge.import.older", names=", ".join(report.older))
    return exit_codes.FINE


COMMAND = Command(
    "knowledge import",
    run,
    (
        Argument("bundle", metavar="FILE"),
        Argument("--verify", metavar="KEY"),
        Argument("--allow-downgrade", action="store_true"),
        Argument("--allow-expired", action="store_true"),
        Argument("--knowledge", metavar="FILE"),
        Argument("--now", metavar="TIME"),
        Argument("--format", choices=("text", "json"), default="text"),
    ),
)
