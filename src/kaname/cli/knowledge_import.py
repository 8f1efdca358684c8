"""``kaname knowledge import``: take a bundle in, after every check."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Import a bundle and say what was checked."""
    now = parse_now(arguments.now)
    from kaname.services.bundle import import_knowledge

    with console.progress("cli_knowledge.step.checking") as bar:
        done_before = 0

        def show(done: int, total: int) -> None:
            nonlocal done_before
            bar.advance((done - done_before) // 1000, total // 1000)
            done_before = done

        report = import_knowledge(
            bundle=arguments.bundle,
            path=arguments.knowledge,
            now=now,
            verify=arguments.verify,
            allow_downgrade=arguments.allow_downgrade,
            allow_expired=arguments.allow_expired,
            on_bytes=show,
        )
    if arguments.format == "json":
        import msgspec

        content = {"schema": "kaname.knowledge-import/1", **msgspec.to_builtins(report)}
        console.write(msgspec.json.format(msgspec.json.encode(content), indent=2).decode())
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
