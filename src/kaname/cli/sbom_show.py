"""``kaname sbom show``: what bills of materials hold and what is wrong with them."""

import re
import unicodedata
from argparse import Namespace
from collections import Counter

import msgspec
from msgspec import Struct

from kaname import formats, messages
from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.errors import ErrorGroup, KanameError
from kaname.formats import MAX_DOCUMENT_BYTES
from kaname.model.sbom import Component, Problem, Sbom
from kaname.store import files

SCHEMA = "kaname.sbom-show/1"
_INDEX = re.compile(r"\[\d+\]")
# In a table: enough to see what is wrong; --format json lists all.
_SHOWN = 10


class ShownProblem(Struct, frozen=True, kw_only=True):
    """A problem, with its text in the language of the run."""

    path: str
    code: str
    message: str


class Shown(Struct, frozen=True, kw_only=True):
    """What is shown of one document; ``error`` alone where it was refused."""

    file: str
    error: ShownProblem | None = None
    format: str | None = None
    spec_version: str | None = None
    sha256: str | None = None
    compression: str | None = None
    identifier: str | None = None
    version: str | None = None
    name: str | None = None
    timestamp: str | None = None
    tools: tuple[str, ...] = ()
    root: dict[str, str | None] | None = None
    signed: bool = False
    counts: dict[str, int] = {}
    problems: tuple[ShownProblem, ...] = ()
    extras: dict[str, int] = {}


class _Report(Struct, frozen=True, kw_only=True):
    schema: str
    documents: tuple[Shown, ...]


def run(arguments: Namespace, console: Console) -> int:
    """Show documents; a refused one does not stop the others."""
    shown = tuple([_show(name, console) for name in arguments.FILE])
    if arguments.format == "json":
        report = msgspec.json.encode(_Report(schema=SCHEMA, documents=shown))
        console.write(msgspec.json.format(report, indent=2).decode("utf-8"))
    elif len(shown) == 1:
        if shown[0].error is None:
            console.write(_sheet(shown[0], console))
    else:
        console.write(_list(shown, console))
    return exit_codes.INPUT if any(each.error for each in shown) else exit_codes.FINE


def _show(file: str, console: Console) -> Shown:
    try:
        limit = MAX_DOCUMENT_BYTES
        data = files.read_stdin(limit=limit) if file == "-" else files.read_bytes(file, limit=limit)
        sbom = formats.read_sbom(data, name=file)
        extras = Counter(_INDEX.sub("[]", path) for path, _ in formats.extras(sbom))
    except ErrorGroup as error:
        console.error(error)
        first = error.errors[0]
        return Shown(file=file, error=_problem(first.code, first.path or "", first, console))
    except KanameError as error:
        console.error(_with_file(error, file))
        return Shown(file=file, error=_problem(error.code, error.path or "", error, console))
    return _shown(file, sbom, dict(extras), console)


def _with_file(error: KanameError, file: str) -> KanameError:
    # The place inside the document alone does not say which of several documents it is in.
    if error.path and error.path != file:
        return type(error)(error.code, path=f"{file}: {error.path}", **error.params)
    return type(error)(error.code, path=file, **error.params)


def _problem(code: str, path: str, found: Problem | KanameError, console: Console) -> ShownProblem:
    return ShownProblem(path=path, code=code, message=messages.text(code, console.lang, found.params))


def _shown(file: str, sbom: Sbom, extras: dict[str, int], console: Console) -> Shown:
    root = next((each for each in sbom.components if each.ref == sbom.root), None)
    counts = {
        "components": len(sbom.components),
        "with_version": sum(1 for each in sbom.components if each.version),
        "with_purl": sum(1 for each in sbom.components if each.purl),
        "with_cpe": sum(1 for each in sbom.components if each.cpes),
        "with_license": sum(1 for each in sbom.components if each.licenses),
        "with_hash": sum(1 for each in sbom.components if each.hashes),
        "relationships": len(sbom.relationships),
        "problems": len(sbom.problems),
        "extras": sum(extras.values()),
    }
    return Shown(
        file=file,
        format=sbom.format,
        spec_version=sbom.spec_version,
        sha256=sbom.original.sha256,
        compression=sbom.original.compression,
        identifier=sbom.identifier,
        version=sbom.version,
        name=sbom.name,
        timestamp=sbom.timestamp,
        tools=tuple([" ".join(part for part in tool if part) for tool in sbom.tools]),
        root=_root(root),
        signed=sbom.signed,
        counts=counts,
        problems=tuple([_problem(each.code, each.path, each, console) for each in sbom.problems]),
        extras=extras,
    )


def _root(root: Component | None) -> dict[str, str | None] | None:
    if root is None:
        return None
    return {"ref": root.ref, "name": root.name, "version": root.version, "kind": root.kind, "purl": root.purl}


def _sheet(shown: Shown, console: Console) -> str:
    root = shown.root or {}
    rows = [
        ("file", shown.file),
        ("format", f"{shown.format} {shown.spec_version}" + (f" ({shown.compression})" if shown.compression else "")),
        ("identifier", shown.identifier),
        ("version", shown.version),
        ("name", shown.name),
        ("timestamp", shown.timestamp),
        ("tools", ", ".join(shown.tools)),
        ("root", " ".join(part for part in (root.get("name"), root.get("version"), root.get("purl")) if part)),
        ("sha256", shown.sha256),
        ("signed", console.text("cli_sbom.show.signed_unverified") if shown.signed else ""),
        *[(name, f"{count:,}") for name, count in shown.counts.items()],
    ]
    labelled = [(console.text(f"cli_sbom.show.label.{name}"), value) for name, value in rows if value]
    width = max(_columns(label) for label, _ in labelled)
    lines = [f"{_padded(label, width)}  {_plain(value)}" for label, value in labelled]
    lines += _problem_lines(shown, console)
    if shown.extras:
        lines += ["", console.text("cli_sbom.show.extras_heading")]
        lines += [f"  {count:>7,}  {_plain(path)}" for path, count in list(shown.extras.items())[:_SHOWN]]
        lines += _rest(len(shown.extras) - _SHOWN, console)
    return "\n".join(lines)


def _problem_lines(shown: Shown, console: Console) -> list[str]:
    if not shown.problems:
        return []
    lines = ["", console.text("cli_sbom.show.problems_heading")]
    lines += [
        f"  {_plain(each.message)}" + (f" [{_plain(each.path)}]" if each.path else "") + f" ({each.code})"
        for each in shown.problems[:_SHOWN]
    ]
    return lines + _rest(len(shown.problems) - _SHOWN, console)


def _rest(count: int, console: Console) -> list[str]:
    return ["  " + console.text("cli_sbom.show.more", count=count)] if count > 0 else []


def _list(documents: tuple[Shown, ...], console: Console) -> str:
    names = ("format", "components", "with_purl", "relationships", "problems", "extras", "file")
    rows = [[console.text(f"cli_sbom.show.column.{name}") for name in names]]
    for each in documents:
        if each.error is not None:
            rows.append(
                [console.text("cli_sbom.show.refused"), "", "", "", "", "", f"{each.file}: {each.error.message}"]
            )
            continue
        numbers = [f"{each.counts[name]:,}" for name in names[1:-1]]
        rows.append([f"{each.format} {each.spec_version}", *numbers, each.file])
    widths = [max(_columns(row[at]) for row in rows) for at in range(len(names) - 1)]
    lines = []
    for row in rows:
        cells = [_padded(row[0], widths[0])]
        cells += [_padded(cell, width, right=True) for cell, width in zip(row[1:-1], widths[1:], strict=True)]
        lines.append("  ".join([*cells, _plain(row[-1])]))
    return "\n".join(lines)


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _padded(text: str, width: int, *, right: bool = False) -> str:
    space = " " * (width - _columns(text))
    return space + text if right else text + space


def _plain(text: str | None) -> str:
    # Control characters of a document could move the cursor or recolour what a terminal shows.
    return "".join([character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text or ""])


COMMAND = Command(
    "sbom show",
    run,
    (
        Argument("FILE", nargs="+"),
        Argument("--format", choices=("table", "json"), default="table", metavar="FORMAT"),
    ),
)
