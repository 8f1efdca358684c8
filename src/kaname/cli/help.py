"""What ``kaname`` says without a command: the list of commands, the version, or that a command is unknown."""

import difflib
import sys
from collections.abc import Sequence

from kaname import __version__, messages
from kaname.cli import exit_codes
from kaname.cli.table import COMMANDS, texts_of
from kaname.messages import Language


def run_without_command(argv: Sequence[str], lang: Language) -> int:
    """Answer a call that names no known command."""
    words = [
        word
        for index, word in enumerate(argv)
        if not word.startswith("-") and (not index or argv[index - 1] != "--lang")
    ]
    if "--version" in argv and not words:
        sys.stdout.write(f"kaname {__version__}\n")
        return exit_codes.FINE
    group = [name for name in COMMANDS if words and name.split(" ")[: len(words)] == words]
    if group:
        sys.stdout.write(command_list(lang, group))
        return exit_codes.FINE if "--help" in argv or "-h" in argv else exit_codes.USAGE
    if words:
        typed = " ".join(words[:2])
        near = difflib.get_close_matches(typed, COMMANDS, n=1) or difflib.get_close_matches(words[0], COMMANDS, n=1)
        sys.stderr.write(
            "kaname: " + messages.text("cli.unknown_command", lang, {"typed": typed}) + " (cli.unknown_command)\n"
        )
        if near:
            sys.stderr.write("  → " + messages.text("cli.did_you_mean", lang, {"command": near[0]}) + "\n")
        else:
            sys.stderr.write("  → " + messages.text("cli.unknown_command.hint", lang) + "\n")
        return exit_codes.USAGE
    sys.stdout.write(overview(lang))
    return exit_codes.FINE if "--help" in argv or "-h" in argv else exit_codes.USAGE


def overview(lang: Language) -> str:
    """Return the text of ``kaname --help``."""
    return (
        messages.text("cli.overview", lang, {"version": __version__})
        + "\n\n"
        + command_list(lang, list(COMMANDS))
        + "\n"
        + messages.text("cli.overview_end", lang)
        + "\n"
    )


def command_list(lang: Language, names: Sequence[str]) -> str:
    """Return a list of commands with their one-line summaries."""
    width = max(len(name) for name in names)
    lines = [f"  {name:<{width}}  {messages.text(texts_of(name) + '.summary', lang)}" for name in names]
    return messages.text("cli.commands_heading", lang) + "\n" + "\n".join(lines) + "\n"
