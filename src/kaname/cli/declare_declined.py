"""``kaname declare declined``: measures that were advised and that the customer declined."""

from argparse import Namespace
from pathlib import Path

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """List, record or acknowledge."""
    from kaname.cli.key_files import read_private_key
    from kaname.services.declined import acknowledge_declined, list_declined, record_declined

    if arguments.id is None:
        _write_list(list_declined(workspace=arguments.workspace), console)
        return exit_codes.FINE
    now = parse_now(arguments.now)
    if arguments.acknowledge is None:
        path = record_declined(
            workspace=arguments.workspace,
            measure_id=arguments.id,
            said={name: getattr(arguments, name) or "" for name in _SAID},
            requirements=tuple(arguments.requirement or ()),
            now=now,
        )
    else:
        path = acknowledge_declined(
            workspace=arguments.workspace,
            measure_id=arguments.id,
            party=arguments.acknowledge,
            name=arguments.name or "",
            now=now,
            key=read_private_key(arguments.key) if arguments.key else None,
        )
    console.write(str(path))
    return exit_codes.FINE


def _write_list(declined: "tuple[object, ...]", console: Console) -> None:
    from kaname.cli.columns import format_columns
    from kaname.model.declaration import DeclinedMeasure

    rows = []
    for one in declined:
        assert isinstance(one, DeclinedMeasure)
        parties = [console.text(f"declaration.page_party_{entry.party}") for entry in one.acknowledgements]
        by = ", ".join(parties) or console.text("declaration.page_not_acknowledged")
        rows.append((one.id, one.decided, by, one.what))
    if rows:
        console.write(format_columns(rows))
    else:
        console.note("cli_declare.declined.none")


_SAID = ("what", "risk", "cost", "advised_by", "advised", "decided_by", "decided", "reason", "until")

COMMAND = Command(
    "declare declined",
    run,
    (
        Argument("id", metavar="ID", nargs="?"),
        Argument("--what", metavar="TEXT"),
        Argument("--risk", metavar="TEXT"),
        Argument("--cost", metavar="TEXT"),
        Argument("--advised-by", metavar="NAME"),
        Argument("--advised", metavar="DAY"),
        Argument("--decided-by", metavar="NAME"),
        Argument("--decided", metavar="DAY"),
        Argument("--reason", metavar="TEXT"),
        Argument("--until", metavar="DAY"),
        Argument("--requirement", action="append", metavar="ID"),
        Argument("--acknowledge", choices=("provider", "customer")),
        Argument("--name", metavar="NAME"),
        Argument("--key", type=Path, metavar="FILE"),
        Argument("--workspace", type=Path, metavar="DIR", default=Path()),
        Argument("--now", metavar="TIME"),
    ),
)
