"""``kaname frameworks list``: the packs that can be used."""

from argparse import Namespace
from pathlib import Path

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.errors import KanameError


def run(arguments: Namespace, console: Console) -> int:
    """List the packs."""
    import msgspec

    from kaname.cli.columns import format_columns
    from kaname.services.frameworks import open_shelf

    folders = [Path(folder) for folder in arguments.packs or ()]
    shelf = open_shelf(workspace=arguments.workspace, folders=folders)
    packs = []
    for key in shelf.names():
        try:
            packs.append(shelf.load(key))
        except KanameError as error:  # one broken pack must not hide the others
            console.error(error)
    code = exit_codes.FINE if len(packs) == len(shelf.names()) else exit_codes.INPUT
    if arguments.format == "json":
        shown = [
            {
                "key": pack.key,
                "framework": pack.framework,
                "version": pack.version,
                "title": {"ja": pack.title.ja, "en": pack.title.en},
                "state": pack.state,
                "scoring": pack.scoring,
                "items": len(pack.items),
                "provenance": pack.provenance.basis,
            }
            for pack in packs
        ]
        console.write_bytes(msgspec.json.format(msgspec.json.encode(shown), indent=2) + b"\n")
        return code
    rows = [
        (
            pack.key,
            str(len(pack.items)),
            console.text(f"catalogs.scoring_{pack.scoring}"),
            console.text(f"catalogs.basis_{pack.provenance.basis}"),
            pack.title.pick(console.lang)
            + (f" ({console.text('catalogs.state_draft')})" if pack.state == "draft" else ""),
        )
        for pack in packs
    ]
    names = ("key", "items", "scoring", "basis", "title")
    console.write(format_columns(rows, heading=[console.text(f"catalogs.heading_{name}") for name in names]))
    return code


COMMAND = Command(
    "frameworks list",
    run,
    (
        Argument("--packs", action="append", metavar="DIR"),
        Argument("--workspace", type=Path, metavar="DIR"),
        Argument("--format", choices=("table", "json"), default="table"),
    ),
)
