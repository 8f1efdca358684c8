"""``kaname declare verify``: verify a signed declaration, without a network."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now

if TYPE_CHECKING:
    from kaname.services.declare import CheckedDeclaration


def run(arguments: Namespace, console: Console) -> int:
    """Verify, and say what was looked at and what was not."""
    from kaname.cli.key_files import MAX_KEY_BYTES, read_public_keys
    from kaname.errors import InputError
    from kaname.services.declare import Expectation, Trust, artifact_of, check_declaration
    from kaname.store.declarations import MAX_SIGNED_BYTES
    from kaname.store.files import read_bytes

    if not arguments.key and not arguments.roots:
        raise InputError("cli.verify_needs_key")
    data = read_bytes(arguments.file, limit=MAX_SIGNED_BYTES)
    now = parse_now(arguments.now)
    roots = read_bytes(arguments.roots, limit=MAX_KEY_BYTES) if arguments.roots else b""
    given = {name: getattr(arguments, name) for name in ("assessment", "revocations")}
    read = {name: read_bytes(path, limit=MAX_SIGNED_BYTES) if path else None for name, path in given.items()}
    checked = check_declaration(
        data=data,
        trust=Trust(keys=read_public_keys(arguments.key or ()), roots_pem=roots),
        now=now,
        expected=Expectation(
            product=arguments.product,
            version=arguments.product_version,
            code=arguments.code,
            assessment=read["assessment"],
            artifacts=tuple(artifact_of(path) for path in arguments.artifact or ()),
            revocations=read["revocations"],
        ),
    )
    registered = _verify_registered(arguments, data)
    looked = [*checked.checked, *(["register"] if registered else [])]
    not_looked = [*checked.unchecked, *([] if registered else ["register"])]
    if arguments.page is not None:
        _write_page(checked, arguments.page, now.date().isoformat(), console)
    if arguments.format == "json":
        _show_json(checked, looked, not_looked, console)
    else:
        _show_text(checked, looked, not_looked, console)
    return exit_codes.FINE


def _write_page(checked: "CheckedDeclaration", path: Path, day: str, console: Console) -> None:
    from kaname.formats.declaration.page import render_declaration
    from kaname.store.files import write_atomic

    page = render_declaration(
        checked.content,
        lang=console.lang,
        status="signed",
        as_of=day,
        code=checked.code,
        statement_sha256=checked.statement_sha256,
        signers=checked.signers,
    )
    write_atomic(path, page.encode("utf-8"))


def _show_json(checked: "CheckedDeclaration", looked: list[str], not_looked: list[str], console: Console) -> None:
    import msgspec

    document = {
        "schema": "kaname.declaration-check/1",
        "valid": True,
        "declaration": checked.content,
        "statement_sha256": checked.statement_sha256,
        "code": checked.code,
        "signers": checked.signers,
        "checked": looked,
        "unchecked": not_looked,
    }
    console.write_bytes(msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n")


def _show_text(checked: "CheckedDeclaration", looked: list[str], not_looked: list[str], console: Console) -> None:
    from kaname.cli.declare_text import content_lines

    console.write(console.text("cli_declare.verify.good", id=checked.content.id))
    for line in content_lines(checked.content, console):
        console.write("  " + line)
    console.write("  " + console.text("cli_declare.verify.code", check_code=checked.code))
    for signer in checked.signers:
        console.write("  " + console.text("cli_declare.verify.signer", key=signer))
    names = [console.text(f"declaration.check_{name}") for name in looked]
    console.write(console.text("cli_declare.verify.looked", names=", ".join(names)))
    names = [console.text(f"declaration.check_{name}") for name in not_looked]
    console.write(console.text("cli_declare.verify.not_looked", names=", ".join(names) or "-"))


def _verify_registered(arguments: Namespace, data: bytes) -> bool:
    from kaname.cli.key_files import read_public_keys
    from kaname.errors import InputError
    from kaname.services.register import verify_registered
    from kaname.store.declarations import MAX_SIGNED_BYTES
    from kaname.store.files import read_bytes

    parts = (arguments.proof, arguments.head, arguments.register_key)
    if not any(parts):
        return False
    if not all(parts):
        raise InputError("cli.proof_needs_head")
    verify_registered(
        data=data,
        proof=read_bytes(arguments.proof, limit=MAX_SIGNED_BYTES),
        head=read_bytes(arguments.head, limit=MAX_SIGNED_BYTES),
        keys=read_public_keys([arguments.register_key]),
    )
    return True


COMMAND = Command(
    "declare verify",
    run,
    (
        Argument("file", type=Path, metavar="FILE"),
        Argument("--key", type=Path, action="append", metavar="FILE"),
        Argument("--roots", type=Path, metavar="FILE"),
        Argument("--revocations", type=Path, metavar="FILE"),
        Argument("--product", metavar="NAME"),
        Argument("--product-version", metavar="VERSION"),
        Argument("--code", metavar="CODE"),
        Argument("--assessment", type=Path, metavar="FILE"),
        Argument("--artifact", type=Path, action="append", metavar="FILE"),
        Argument("--proof", type=Path, metavar="FILE"),
        Argument("--head", type=Path, metavar="FILE"),
        Argument("--register-key", type=Path, metavar="FILE"),
        Argument("--page", type=Path, metavar="FILE"),
        Argument("--now", metavar="TIME"),
        Argument("--format", choices=("text", "json"), default="text"),
    ),
)
