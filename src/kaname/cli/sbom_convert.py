"""``kaname sbom convert``: a bill of materials in another format, with an account of what was lost."""

import hashlib
import re
from argparse import Namespace
from collections import Counter

import msgspec
from msgspec import Struct

from kaname import formats
from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.documents import STANDARD_STREAM, errors_of, read_document, write_document
from kaname.cli.moment import parse_now
from kaname.errors import InputError
from kaname.formats import MAX_DOCUMENT_BYTES
from kaname.model.sbom import Sbom
from kaname.services.convert import LOSS_REPORT_SCHEMA, TARGETS, Converted, convert_sbom

_NUMBER = re.compile(r"\d+")
# In a list on a terminal: enough to see where it hurts; --loss-report lists all.
_SHOWN = 12


class _End(Struct, frozen=True):
    format: str
    spec_version: str
    sha256: str


class _Line(Struct, frozen=True):
    path: str
    reason: str
    message: str


class _Report(Struct, frozen=True, kw_only=True):
    schema: str
    file: str
    source: _End
    target: _End
    unchanged: bool
    counts: dict[str, int]
    losses: tuple[_Line, ...]


def run(arguments: Namespace, console: Console) -> int:
    """Convert one document."""
    if arguments.loss_report == STANDARD_STREAM and arguments.output in (None, STANDARD_STREAM):
        raise InputError("cli.two_results")
    now = parse_now(arguments.now)
    data = read_document(arguments.FILE, limit=MAX_DOCUMENT_BYTES)
    with errors_of(arguments.FILE):
        sbom = formats.read_sbom(data, name=arguments.FILE)
    converted = convert_sbom(sbom=sbom, to=arguments.to, spec_version=arguments.spec_version, now=now)
    report = msgspec.json.encode(_report(arguments.FILE, sbom, converted, console))
    if arguments.loss_report is not None:
        write_document(arguments.loss_report, msgspec.json.format(report, indent=2) + b"\n", console)
    write_document(arguments.output, converted.written.data, console)
    _tell(sbom, converted, console, listed=arguments.loss_report is None)
    return exit_codes.FINE


def _report(file: str, sbom: Sbom, converted: Converted, console: Console) -> _Report:
    written = converted.written
    return _Report(
        schema=LOSS_REPORT_SCHEMA,
        file=file,
        source=_End(sbom.format, sbom.spec_version, sbom.original.sha256),
        target=_End(written.format, written.spec_version, hashlib.sha256(written.data).hexdigest()),
        unchanged=written.unchanged,
        counts=dict(sorted(Counter(loss.reason for loss in converted.losses).items())),
        losses=tuple([_Line(loss.path, loss.reason, console.text(loss.reason)) for loss in converted.losses]),
    )


def _tell(sbom: Sbom, converted: Converted, console: Console, *, listed: bool) -> None:
    written = converted.written
    console.note(
        "cli_sbom.convert.done",
        source=f"{sbom.format} {sbom.spec_version}",
        target=f"{written.format} {written.spec_version}",
    )
    if sbom.problems:
        console.note("cli_sbom.convert.problems", count=len(sbom.problems))
    if written.unchanged:
        console.note("cli_sbom.convert.unchanged")
    elif not converted.losses:
        console.note("cli_sbom.convert.no_losses")
    else:
        console.note("cli_sbom.convert.losses", count=len(converted.losses))
        patterns = Counter((loss.reason, _NUMBER.sub("*", loss.path)) for loss in converted.losses)
        reasons = Counter(loss.reason for loss in converted.losses)
        for reason in sorted(reasons, key=_WEIGHT.index):
            console.note("cli_sbom.convert.reason", count=reasons[reason], text=console.text(reason))
            lines = [(count, path) for (of, path), count in patterns.most_common() if of == reason]
            for count, path in lines[: _SHOWN if listed else 0]:
                console.note("cli_sbom.convert.line", count=f"{count:>7,}", path=_printable(path))
            if listed and len(lines) > _SHOWN:
                console.note("cli_sbom.convert.more", count=len(lines) - _SHOWN)


# What is gone first, what is only said otherwise last.
_WEIGHT = (
    "loss.no_place",
    "loss.newer",
    "loss.not_carried",
    "loss.defective",
    "loss.narrowed",
    "loss.joined",
    "loss.forced",
    "loss.rewritten",
)


def _printable(text: str) -> str:
    # Control characters of a document could move the cursor or recolour what a terminal shows.
    return "".join([character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text])


COMMAND = Command(
    "sbom convert",
    run,
    (
        Argument("FILE"),
        Argument("--to", choices=tuple(TARGETS), required=True, metavar="FORMAT"),
        Argument("--spec-version", metavar="VERSION"),
        Argument("--output", "-o", metavar="FILE"),
        Argument("--loss-report", metavar="FILE"),
        Argument("--now", metavar="TIME"),
    ),
)
