"""argparse, told to speak Japanese and English and to take its texts from ``kaname.messages``."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NoReturn

from kaname import __version__, messages
from kaname.cli import exit_codes
from kaname.cli.command import Command
from kaname.cli.main import command_positions
from kaname.cli.table import texts_of
from kaname.formats.report.columns import text_width, wrapped
from kaname.messages import LANGUAGES, Language

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

# A line of a description this long was broken by its author; a shorter one ends on purpose.
_BROKEN_FROM = 84
_LAST_LATIN = 0x2FFF


class _Stop(Exception):
    """argparse wants to leave; ``code`` is the exit code."""

    def __init__(self, code: int) -> None:
        self.code = code


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help that fits the terminal in Japanese too, where a character takes two cells and words have no spaces."""

    def _format_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None,
    ) -> str:
        # argparse counts characters; the Japanese word before the usage takes more cells than it has characters.
        word = str(vars(argparse)["_"]("usage: ")) if prefix is None else prefix
        wider = text_width(word) - len(word)
        self._width -= wider
        try:
            return super()._format_usage(usage, actions, groups, prefix)
        finally:
            self._width += wider

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        # Lines that begin with a space are commands to copy: they stay whole.
        lines: list[str] = []
        for line in _rejoined(text.splitlines()):
            lines += [line] if line.startswith(" ") else wrapped(line, width - len(indent))
        return "\n".join(indent + line for line in lines)


class _Parser(argparse.ArgumentParser):
    """An argument parser whose errors are exit code 2 and whose headings are translated."""

    lang: Language = "en"

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        advice = messages.hint("cli.usage", self.lang, {"command": self.prog})
        sys.stderr.write(f"kaname: {message} (cli.usage)\n  → {advice}\n")
        raise _Stop(exit_codes.USAGE)

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        # argparse would swallow a full disk; help that was not written must not look as if it had been.
        if message:
            (file or sys.stderr).write(message)

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        if message:
            sys.stderr.write(message)
        raise _Stop(status)


def parse_arguments(command: Command, argv: Sequence[str], lang: Language) -> argparse.Namespace | int:
    """Parse the arguments of a command.

    Returns:
        The arguments, or the exit code with which to stop (help shown, version shown, or usage error told).
    """
    parser = build_parser(command, lang)
    try:
        return parser.parse_args(_without_words(argv, command.name.split(" ")))
    except _Stop as stop:
        return stop.code


def build_parser(command: Command, lang: Language) -> argparse.ArgumentParser:
    """Return the parser of a command, with help in a language."""
    _translate_argparse(lang)
    prefix = texts_of(command.name)
    parser = _Parser(
        prog=f"kaname {command.name}",
        description=messages.text(f"{prefix}.description", lang),
        epilog=messages.text("cli.examples_heading", lang) + "\n" + messages.text(f"{prefix}.examples", lang),
        formatter_class=_Help,
        add_help=False,
        allow_abbrev=False,
    )
    parser.lang = lang
    for argument in command.arguments:
        text = messages.text(f"{prefix}.arg.{argument.name}", lang).replace("%", "%%")
        parser.add_argument(*argument.flags, help=text, **argument.options)
    common = parser.add_argument_group(messages.text("cli.common_options", lang))
    common.add_argument("--lang", choices=LANGUAGES, help=messages.text("cli.arg.lang", lang))
    volume = common.add_mutually_exclusive_group()
    volume.add_argument("-q", "--quiet", action="store_true", help=messages.text("cli.arg.quiet", lang))
    volume.add_argument("-v", "--verbose", action="store_true", help=messages.text("cli.arg.verbose", lang))
    common.add_argument(
        "--version", action="version", version=f"kaname {__version__}", help=messages.text("cli.arg.version", lang)
    )
    common.add_argument("-h", "--help", action="help", help=messages.text("cli.arg.help", lang))
    return parser


def _rejoined(lines: Sequence[str]) -> list[str]:
    """Join lines that were broken for the eyes of who wrote the text: a long line goes on in the next one."""
    joined: list[str] = []
    goes_on = False
    for line in lines:
        if goes_on and line and not line.startswith(" "):
            gap = "" if ord(joined[-1][-1]) > _LAST_LATIN or ord(line[0]) > _LAST_LATIN else " "
            joined[-1] += gap + line
        else:
            joined.append(line)
        goes_on = not line.startswith(" ") and text_width(line) >= _BROKEN_FROM
    return joined


def _without_words(argv: Sequence[str], words: Sequence[str]) -> list[str]:
    """Take the words of the command name out; a later argument that reads the same stays."""
    named = set(command_positions(argv)[: len(words)])
    return [word for index, word in enumerate(argv) if index not in named]


def _translate_argparse(lang: Language) -> None:
    """Let argparse fetch its own sentences from our texts.

    argparse looks its sentences up through the module-level names ``_`` and ``ngettext`` at the time of use; there is no
    public switch per parser. Sentences that we do not know stay as they are; tests list those that must be known.
    """

    def translate(sentence: str) -> str:
        code = f"cli_argparse.{sentence}"
        return messages.text_as_is(code, lang) if messages.has_text(code, lang) else sentence

    def translate_plural(singular: str, plural: str, count: int) -> str:
        return translate(singular if count == 1 else plural)

    vars(argparse)["_"] = translate
    vars(argparse)["ngettext"] = translate_plural
