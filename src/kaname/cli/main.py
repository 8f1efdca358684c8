"""Entry of the command line: finds the command in the table, parses its arguments, runs it, maps errors to exit codes."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from kaname import messages
from kaname.cli import exit_codes
from kaname.cli.console import Console
from kaname.cli.table import COMMANDS
from kaname.errors import ErrorGroup, KanameError
from kaname.messages import LANGUAGES, Language

_COMMON_SWITCHES = frozenset({"-q", "--quiet", "-v", "--verbose", "-h", "--help", "--version", "--"})
_LONGEST_NAME_WORDS = 3


def entry() -> None:
    """Run as a program: like ``main``, with streams that cannot fail on a character, a closed pipe or a full disk."""
    for stream in (sys.stdout, sys.stderr):
        # A file name may hold bytes, and a terminal may know an encoding, that cannot be written: show a mark, do not fail.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    argv = sys.argv[1:]
    try:
        code = main(argv)
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = _interrupted(argv)
    except BrokenPipeError:
        code = exit_codes.FINE
        _drop_output()
    except OSError as error:
        # Commands turn trouble with their own files into errors with a code; what is left is trouble with our output.
        code = exit_codes.INPUT
        _say(argv, "cli.output_failed", reason=error.strerror or str(error), name=error.filename or "-")
        _drop_output()
    sys.exit(code)


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code.

    Raises:
        BrokenPipeError: the reader of standard output went away; OSError: standard output cannot be written.
        KeyboardInterrupt: Ctrl-C before or after the command itself.
    """
    if argv and argv[0] == "help":
        argv = [*argv[1:], "--help"]
    lang = language_of(argv, os.environ)
    words = _command_words(argv)
    if words is None:
        from kaname.cli.help import run_without_command

        return run_without_command(argv, lang)
    from kaname.cli.parser import parse_arguments

    command = import_module(COMMANDS[words]).COMMAND
    namespace = parse_arguments(command, argv, lang)
    if isinstance(namespace, int):
        return namespace
    console = Console(namespace.lang or lang, quiet=namespace.quiet, verbose=namespace.verbose)
    try:
        code: int = command.run(namespace, console)
    except KanameError as error:
        sys.stdout.flush()
        console.error(error)
        return exit_code_for(error)
    return code


def exit_code_for(error: KanameError) -> int:
    """Return the exit code that an error ends a command with."""
    if isinstance(error, ErrorGroup) and error.errors:
        return exit_code_for(error.errors[0])
    if error.code.startswith("cli."):
        return exit_codes.USAGE
    if error.code.startswith("knowledge."):
        return exit_codes.KNOWLEDGE
    return exit_codes.INPUT


def language_of(argv: Sequence[str], environment: "os._Environ[str] | dict[str, str]") -> Language:
    """Return the language asked for: ``--lang``, then ``KANAME_LANG``, then the locale; English otherwise."""
    for index, word in enumerate(argv):
        if word == "--":
            break
        if word == "--lang" and index + 1 < len(argv) and argv[index + 1] in LANGUAGES:
            return "ja" if argv[index + 1] == "ja" else "en"
        if word.startswith("--lang=") and word[7:] in LANGUAGES:
            return "ja" if word[7:] == "ja" else "en"
    for name in ("KANAME_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value:
            return "ja" if value.lower().startswith("ja") else "en"
    return "en"


def command_positions(argv: Sequence[str]) -> list[int]:
    """Return where the leading words stand that can name a command: common options between them are stepped over."""
    positions: list[int] = []
    skip = False
    for index, word in enumerate(argv):
        if skip:
            skip = False
        elif word == "--lang":
            skip = True
        elif word.startswith("--lang=") or (word in _COMMON_SWITCHES and (word != "--" or not positions)):
            continue
        elif word.startswith("-"):
            break
        else:
            positions.append(index)
            if len(positions) == _LONGEST_NAME_WORDS:
                break
    return positions


def _command_words(argv: Sequence[str]) -> str | None:
    """Return the longest command name that the leading words spell; None where they only begin longer ones.

    ``triage override`` begins ``triage override add``: it is not ``triage`` of a file with the name ``override``.
    """
    words = [argv[position] for position in command_positions(argv)]
    for length in range(len(words), 0, -1):
        name = " ".join(words[:length])
        if name in COMMANDS:
            return name
        if length > 1 and any(command.startswith(f"{name} ") for command in COMMANDS):
            return None
    return None


def _interrupted(argv: Sequence[str]) -> int:
    try:
        _say(argv, "cli.interrupted")
        sys.stdout.flush()
    except (KeyboardInterrupt, OSError):
        # Pressed twice, or nobody listens any more: leave at once, quietly.
        _drop_output()
    return exit_codes.INTERRUPTED


def _say(argv: Sequence[str], code: str, **params: str) -> None:
    lang = language_of(argv, os.environ)
    sys.stderr.write(f"kaname: {messages.text(code, lang, params)} ({code})\n")


def _drop_output() -> None:
    # What is still in the buffer has nowhere to go; without this, the interpreter would complain when it closes.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
