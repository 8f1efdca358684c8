"""``kaname frameworks check``: are packs usable, and if not, where exactly?"""

from argparse import Namespace
from pathlib import Path

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console, describe_error


def run(arguments: Namespace, console: Console) -> int:
    """Check the packs at a place; exit code 3 where one has a defect."""
    import msgspec

    from kaname.errors import ErrorGroup
    from kaname.messages import text
    from kaname.services.frameworks import check_packs

    checked = check_packs(path=arguments.path)
    broken = [one for one in checked if one.error is not None]
    if arguments.format == "json":
        shown = []
        for one in checked:
            error = one.error
            errors = error.errors if isinstance(error, ErrorGroup) else (error,) if error else ()
            shown.append(
                {
                    "folder": one.folder,
                    "key": one.key,
                    "items": one.items,
                    "mappings": one.mappings,
                    "errors": [
                        {"code": each.code, "path": each.path, "message": text(each.code, console.lang, each.params)}
                        for each in errors
                    ],
                }
            )
        console.write_bytes(msgspec.json.format(msgspec.json.encode(shown), indent=2) + b"\n")
    else:
        for one in checked:
            if one.error is None:
                console.write(
                    console.text("cli_frameworks.check.fine", key=one.key, items=one.items, mappings=one.mappings)
                )
            else:
                console.write(describe_error(one.error, console.lang))
    console.note("cli_frameworks.check.summary_line", fine=len(checked) - len(broken), broken=len(broken))
    return exit_codes.INPUT if broken else exit_codes.FINE


COMMAND = Command(
    "frameworks check",
    run,
    (Argument("path", type=Path, metavar="PATH"), Argument("--format", choices=("table", "json"), default="table")),
)
