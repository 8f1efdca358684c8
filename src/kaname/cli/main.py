"""Entry of the command line: finds the command in the table, parses its arguments, runs it, maps errors to exit codes."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from kaname.cli import exit_codes
from kaname.cli.console import Console
from kaname.cli.table import COMMANDS
from kaname.errors import ErrorGroup, KanameError
from kaname.messages import LANGUAGES, Language


def entry() -> None:
    """Run as a program."""
    sys.exit(main(sys.argv[1:]))


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code."""
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
        sys.stdout.flush()
    except KanameError as error:
        console.error(error)
        return exit_code_for(error)
    except KeyboardInterrupt:
        console.note("cli.interrupted")
        return exit_codes.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (`kaname … | head`): not an error, but nothing more can be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exit_codes.FINE
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


def _command_words(argv: Sequence[str]) -> str | None:
    """Return the longest command name that the leading words spell, skipping options before it."""
    words: list[str] = []
    skip = False
    for word in argv:
        if skip:
            skip = False
        elif word == "--lang":
            skip = True
        elif word.startswith("-"):
            if words:
                break
        else:
            words.append(word)
            if len(words) == 3:
                break
    for length in range(len(words), 0, -1):
        name = " ".join(words[:length])
        if name in COMMANDS:
            return name
    return None
