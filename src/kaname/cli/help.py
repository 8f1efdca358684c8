"""What ``kaname`` says without a command: the list of commands, the version, or that a command or option is unknown."""

import difflib
import sys
from collections.abc import Sequence

from kaname import __version__, messages
from kaname.cli import exit_codes
from kaname.cli.table import COMMANDS, texts_of
from kaname.messages import LANGUAGES, Language

_FLAGS = frozenset({"-q", "--quiet", "-v", "--verbose", "-h", "--help", "--version", "--", "--lang"})


def run_without_command(argv: Sequence[str], lang: Language) -> int:
    """Answer a call that names no known command.

    Help that was asked for is a result and goes to standard output; help after a mistake goes to standard error.
    """
    words = [word for index, word in enumerate(argv) if not word.startswith("-") and not _is_language(argv, index)]
    asked = "--help" in argv or "-h" in argv
    group = [name for name in COMMANDS if words and name.split(" ")[: len(words)] == words]
    wrong = _wrong_option(argv)
    if words and not group and not (wrong and argv.index(wrong.split(" ")[0]) < argv.index(words[0])):
        return _unknown_command(words, lang)
    if wrong is not None:
        return _complain("cli.unknown_option", lang, typed=wrong)
    if "--version" in argv:
        sys.stdout.write(f"kaname {__version__}\n")
        return exit_codes.FINE
    text = command_list(lang, group) if group else overview(lang)
    (sys.stdout if asked else sys.stderr).write(text)
    return exit_codes.FINE if asked else exit_codes.USAGE


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


def _is_language(argv: Sequence[str], index: int) -> bool:
    return index > 0 and argv[index - 1] == "--lang"


def _wrong_option(argv: Sequence[str]) -> str | None:
    for index, word in enumerate(argv):
        if _is_language(argv, index):
            if word not in LANGUAGES:
                return f"--lang {word}"
        elif word.startswith("--lang="):
            if word[len("--lang=") :] not in LANGUAGES:
                return word
        elif word.startswith("-") and word not in _FLAGS:
            return word
    return "--lang" if argv and argv[-1] == "--lang" else None


def _unknown_command(words: Sequence[str], lang: Language) -> int:
    typed = " ".join(words[:2])
    firsts = {name.split(" ")[0] for name in COMMANDS}
    if len(words) > 1 and words[0] in firsts:
        inside = [name for name in COMMANDS if name.startswith(f"{words[0]} ")]
        near = difflib.get_close_matches(typed, inside, n=1)
    else:
        typed = words[0]
        near = difflib.get_close_matches(" ".join(words[:2]), COMMANDS, n=1, cutoff=0.75)
        near = near or difflib.get_close_matches(typed, sorted(firsts), n=1)
    if not near:
        return _complain("cli.unknown_command", lang, typed=typed)
    return _complain(
        "cli.unknown_command", lang, messages.text("cli.did_you_mean", lang, {"command": near[0]}), typed=typed
    )


def _complain(code: str, lang: Language, advice: str | None = None, **params: str) -> int:
    advice = advice or messages.hint(code, lang)
    sys.stderr.write(f"kaname: {messages.text(code, lang, params)} ({code})\n  → {advice}\n")
    return exit_codes.USAGE
