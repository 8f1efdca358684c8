"""``kaname declare show``: the declarations of a workspace, or one of them as text, page or data."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.documents import write_document
from kaname.cli.moment import parse_now

if TYPE_CHECKING:
    from kaname.services.declare import KeptDeclaration


def run(arguments: Namespace, console: Console) -> int:
    """Show a list, or one declaration."""
    from kaname.errors import InputError
    from kaname.services.declare import list_declarations

    now = parse_now(arguments.now)
    kept = list_declarations(workspace=arguments.workspace, now=now)
    if arguments.id is None:
        _write_list(kept, console)
        return exit_codes.FINE
    one = next((each for each in kept if each.declaration.content.id == arguments.id), None)
    if one is None:
        known = ", ".join(each.declaration.content.id for each in kept) or "-"
        raise InputError("declaration.no_such", id=arguments.id, known=known)
    shown = _render(one, arguments.format, now.date().isoformat(), console)
    write_document(arguments.output, shown, console)
    return exit_codes.FINE


def _write_list(kept: "tuple[KeptDeclaration, ...]", console: Console) -> None:
    from kaname.cli.columns import format_columns
    from kaname.formats.declaration.page import scope_text

    rows = [
        (
            one.declaration.content.id,
            console.text(f"declaration.status_{one.status}"),
            f"{one.declaration.content.valid_from} - {one.declaration.content.valid_until}",
            scope_text(one.declaration.content.scope, console.lang),
        )
        for one in kept
    ]
    if rows:
        console.write(format_columns(rows))
    else:
        console.note("cli_declare.show.none")


def _render(one: "KeptDeclaration", form: str, day: str, console: Console) -> bytes:
    from kaname.assurance.declaration import check_code
    from kaname.cli.declare_text import content_lines

    declaration = one.declaration
    digest = declaration.statement_sha256
    code = check_code(digest) if digest else ""
    if form == "json":
        import msgspec

        document = {
            "schema": "kaname.declaration-status/1",
            "status": one.status,
            "code": code or None,
            "declaration": declaration,
        }
        return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"
    if form == "html":
        from kaname.formats.declaration.page import render_declaration

        signers = tuple(event.by for event in declaration.history if event.step == "signed")
        return render_declaration(
            declaration.content,
            lang=console.lang,
            status=one.status,
            as_of=day,
            code=code,
            statement_sha256=digest,
            signers=signers,
        ).encode("utf-8")
    lines = [f"{declaration.content.id}  {console.text(f'declaration.status_{one.status}')}"]
    lines += ["  " + line for line in content_lines(declaration.content, console)]
    lines.append("  " + declaration.content.statement.pick(console.lang))
    if code:
        lines.append("  " + console.text("cli_declare.verify.code", check_code=code))
    for event in declaration.history:
        step = console.text(f"declaration.step_{event.step}")
        lines.append(f"  {event.at}  {step}  {event.by} {event.note}".rstrip())
    return ("\n".join(lines) + "\n").encode("utf-8")


COMMAND = Command(
    "declare show",
    run,
    (
        Argument("id", metavar="ID", nargs="?"),
        Argument("--workspace", type=Path, metavar="DIR", default=Path()),
        Argument("--format", choices=("text", "html", "json"), default="text"),
        Argument("--output", type=Path, metavar="FILE"),
        Argument("--now", metavar="TIME"),
    ),
)
