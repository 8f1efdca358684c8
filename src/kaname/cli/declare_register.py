"""``kaname declare register``: build, extend or verify a public register of declarations."""

from argparse import Namespace
from pathlib import Path

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Build, or verify with ``--verify``; exit code 1 where files were refused."""
    return _verify(arguments, console) if arguments.verify else _build(arguments, console)


def _build(arguments: Namespace, console: Console) -> int:
    from kaname.cli.console import describe_error
    from kaname.cli.key_files import read_private_key, read_public_keys
    from kaname.errors import InputError
    from kaname.services.declare import mark_published
    from kaname.services.register import build_register
    from kaname.store.workspace import MARKER

    source = getattr(arguments, "from")
    if source is None or not arguments.accept:
        raise InputError("cli.register_needs_source")
    now = parse_now(arguments.now)
    is_workspace = (source / MARKER).is_file()
    built = build_register(
        source=source / "declarations" if is_workspace else source,
        folder=arguments.folder,
        name=arguments.name or arguments.folder.resolve().name,
        accepted=read_public_keys(arguments.accept),
        key=read_private_key(arguments.key),
        now=now,
    )
    for refused in built.refused:
        reason = describe_error(refused.error, console.lang).splitlines()[0]
        console.note("cli_declare.register.refused", file=refused.file, reason=reason)
    if is_workspace:
        mark_published(workspace=source, statements=built.statements, where=built.head.register, now=now)
    console.write(str(built.folder / f"index.{console.lang}.html"))
    statuses = ", ".join(
        f"{console.text(f'declaration.status_{status}')} {count}" for status, count in built.statuses.items()
    )
    console.note("cli_declare.register.built", size=built.head.size, added=len(built.added), statuses=statuses or "-")
    console.note("cli_declare.register.root", root=built.head.root)
    return exit_codes.THRESHOLD_MET if built.refused else exit_codes.FINE


def _verify(arguments: Namespace, console: Console) -> int:
    from kaname.cli.key_files import read_public_keys
    from kaname.services.register import verify_register
    from kaname.store.declarations import MAX_SIGNED_BYTES
    from kaname.store.files import read_bytes

    earlier = read_bytes(arguments.earlier, limit=MAX_SIGNED_BYTES) if arguments.earlier else None
    checked = verify_register(folder=arguments.folder, keys=read_public_keys([arguments.key]), earlier=earlier)
    console.write(console.text("cli_declare.register.good", size=checked.head.size, issued=checked.head.issued))
    console.note("cli_declare.register.root", root=checked.head.root)
    if earlier is None:
        console.note("cli_declare.register.no_earlier")
    else:
        console.note("cli_declare.register.continues")
    return exit_codes.FINE


COMMAND = Command(
    "declare register",
    run,
    (
        Argument("folder", type=Path, metavar="REGISTER"),
        Argument("--from", type=Path, metavar="DIR"),
        Argument("--name", metavar="TEXT"),
        Argument("--accept", type=Path, action="append", metavar="FILE"),
        Argument("--key", type=Path, metavar="FILE", required=True),
        Argument("--verify", action="store_true"),
        Argument("--earlier", type=Path, metavar="FILE"),
        Argument("--now", metavar="TIME"),
    ),
)
