"""``kaname frameworks import``: a pack from an OSCAL catalog, a CycloneDX standard or a table."""

from argparse import Namespace
from pathlib import Path

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Import and report what was taken and what was not."""
    import msgspec

    from kaname.cli.columns import format_columns
    from kaname.services.frameworks import import_packs

    written = import_packs(
        file=arguments.file,
        source=arguments.source,
        folder=arguments.to,
        now=parse_now(arguments.now),
        framework=arguments.framework,
        version=arguments.framework_version,
        title=arguments.title,
    )
    if arguments.format == "json":
        shown = [
            {
                "key": one.pack.folder_name,
                "folder": one.folder,
                "groups": len(one.pack.groups),
                "items": len(one.pack.items),
                "profiles": {name: len(ids) for name, ids in one.pack.profiles.items()},
                "not_taken": one.pack.not_taken,
            }
            for one in written
        ]
        console.write_bytes(msgspec.json.format(msgspec.json.encode(shown), indent=2) + b"\n")
        return exit_codes.FINE
    for one in written:
        pack = one.pack
        console.write(
            console.text(
                "cli_frameworks.import.taken",
                key=pack.folder_name,
                folder=one.folder,
                items=len(pack.items),
                groups=len(pack.groups),
                profiles=len(pack.profiles),
            )
        )
        if pack.not_taken:
            console.write(console.text("cli_frameworks.import.not_taken"))
            rows = [(str(each.count), each.what, console.text(each.code), each.example) for each in pack.not_taken]
            console.write(format_columns(rows, indent="  "))
    return exit_codes.FINE


COMMAND = Command(
    "frameworks import",
    run,
    (
        Argument("file", type=Path, metavar="FILE"),
        Argument("--from", dest="source", choices=("oscal", "cyclonedx", "csv", "xlsx"), required=True),
        Argument("--to", type=Path, metavar="DIR", required=True),
        Argument("--framework", metavar="NAME"),
        Argument("--framework-version", metavar="VERSION"),
        Argument("--title", metavar="TEXT"),
        Argument("--now", metavar="TIME"),
        Argument("--format", choices=("table", "json"), default="table"),
    ),
)
