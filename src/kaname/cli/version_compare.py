"""``kaname version compare``: which of two versions comes first in an ecosystem's order; one pair, or many lines."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator

from kaname import messages
from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.errors import InputError
from kaname.versions import SCHEMES, Undetermined, compare

_SIGNS = {-1: "<", 0: "=", 1: ">"}
_FROM_STANDARD_INPUT = "-"
# Enough of a version to know it by in an answer; what has no place may be anything.
_SHOWN_CHARACTERS = 60


def run(arguments: Namespace, console: Console) -> int:
    """Compare the two versions given, or the pairs on standard input."""
    require_scheme(arguments.scheme)
    versions: list[str] = arguments.versions
    if versions == [_FROM_STANDARD_INPUT]:
        _compare_lines(arguments.scheme, sys.stdin, console)
    elif len(versions) == 2:
        console.write(_answer(compare(arguments.scheme, versions[0], versions[1]), console))
    else:
        console.error(InputError("cli_version.pair_expected", count=len(versions)))
        return exit_codes.USAGE
    return exit_codes.FINE


def require_scheme(scheme: str) -> None:
    """Refuse a version order that does not exist.

    Raises:
        InputError: ``versions.unknown_scheme``, with the known ones.
    """
    if scheme not in SCHEMES:
        raise InputError("versions.unknown_scheme", scheme=scheme, known=", ".join(SCHEMES))


def describe_undetermined(undetermined: Undetermined, console: Console) -> str:
    """Return the answer for a version without a place: ``undetermined: ``, the reason, the version, and the code."""
    reason = messages.text(undetermined.reason, console.lang, {"scheme": undetermined.text})
    shown = "".join(
        character if character.isprintable() else "?" for character in undetermined.text[:_SHOWN_CHARACTERS]
    )
    if len(undetermined.text) > _SHOWN_CHARACTERS:
        shown += "…"
    return f"undetermined: {reason}{': ' if shown else ''}{shown} ({undetermined.reason})"


def _compare_lines(scheme: str, lines: Iterable[str], console: Console) -> None:
    for number, line in enumerate(_read_lines(lines), 1):
        if not line.strip():
            continue
        left, tab, right = line.partition("\t")
        if not tab or "\t" in right:
            raise InputError("cli_version.line_without_pair", path=f"line {number}")
        console.write(f"{left}\t{_answer(compare(scheme, left, right), console)}\t{right}\n")


def _read_lines(lines: Iterable[str]) -> Iterator[str]:
    """Give the lines without their ends; bytes that are not UTF-8 end the reading with an error."""
    number = 0
    try:
        for line in lines:
            number += 1
            yield line.rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise InputError("cli_version.not_utf8", path=f"line {number + 1}") from error


def _answer(outcome: int | Undetermined, console: Console) -> str:
    return describe_undetermined(outcome, console) if isinstance(outcome, Undetermined) else _SIGNS[outcome]


COMMAND = Command(
    "version compare",
    run,
    (Argument("scheme", metavar="SCHEME"), Argument("versions", nargs="+", metavar="VERSION")),
)
