"""``kaname knowledge export``: the knowledge base as one signed file for a network without internet."""

from argparse import Namespace
from functools import partial

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now
from kaname.cli.step_bars import StepBars


def run(arguments: Namespace, console: Console) -> int:
    """Write a bundle and say what is in it."""
    now = parse_now(arguments.now)
    from kaname.services.bundle import PEER_DOWNLOAD_BYTES, export_knowledge

    with StepBars(console) as bars:
        report = export_knowledge(
            path=arguments.knowledge,
            to=arguments.to,
            now=now,
            sign=arguments.sign,
            valid_days=arguments.valid_days,
            on_bytes=partial(bars.show, "packing"),
        )
    if arguments.format == "json":
        from kaname.cli.json_output import write_json

        write_json(console, "kaname.knowledge-export/1", report)
        return exit_codes.FINE
    manifest = report.manifest
    console.write(
        console.text(
            "cli_knowledge.export.written",
            path=report.path,
            megabytes=f"{report.size_bytes / 1_000_000:.1f}",
            unpacked=f"{manifest.size_bytes / 1_000_000:.1f}",
            percent=f"{100 * report.size_bytes / PEER_DOWNLOAD_BYTES:.0f}",
            peer=f"{PEER_DOWNLOAD_BYTES / 1_000_000:.0f}",
            sources=len(manifest.sources),
            records=f"{sum(source.kept for source in manifest.sources):,}",
            built=manifest.built,
            expires=manifest.expires,
            digest=manifest.digest,
        )
    )
    if report.signed_by:
        console.write(console.text("cli_knowledge.export.signed", key=report.signed_by))
    else:
        console.note("cli_knowledge.export.unsigned")
    return exit_codes.FINE


COMMAND = Command(
    "knowledge export",
    run,
    (
        Argument("--to", metavar="FILE", required=True),
        Argument("--sign", metavar="KEY"),
        Argument("--valid-days", type=int, default=30, metavar="N"),
        Argument("--knowledge", metavar="FILE"),
        Argument("--now", metavar="TIME"),
        Argument("--format", choices=("text", "json"), default="text"),
    ),
)
