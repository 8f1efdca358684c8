"""Words looked up by the Hunspell program of the machine, in the dictionaries installed there. No program, no claim."""

import os
import re
import shutil
import subprocess
from collections.abc import Collection
from pathlib import Path

from kaname.formats.csaf.outside import Misspelled
from kaname.store.files import read_bytes

_TIMEOUT_SECONDS = 60
_LONGEST_WORD = 100
# Where a document says a language without a region and dictionaries of several regions are there, a word is right that
# stands in one of them.
_NAME = re.compile(r"^([a-z]{2,3})(?:_([A-Za-z]{2,4}))?$")


class Hunspell:
    """Looks words up.

    Args:
        own_words: accepted in every language, whatever their case.
    """

    def __init__(self, own_words: Collection[str] = ()) -> None:
        self._own = frozenset(word.casefold() for word in own_words)

    def misspelled(self, words: Collection[str], lang: str) -> Misspelled:
        """Return the words that are unknown in a language. ``no_hunspell``, ``no_dictionary_for``, ``hunspell_failed``."""
        program = shutil.which("hunspell")
        if program is None:
            return Misspelled(reason="no_hunspell")
        chosen = dictionaries_for(lang, installed_dictionaries(program))
        if not chosen:
            return Misspelled(reason="no_dictionary_for")
        asked = sorted(word for word in words if word.casefold() not in self._own and len(word) <= _LONGEST_WORD)
        command = ["-l", "-i", "UTF-8", "-d", ",".join(chosen)]
        answer = _run([program, *command], "\n".join(asked).encode())
        if answer is None:
            return Misspelled(reason="hunspell_failed")
        return Misspelled(words=frozenset(answer.decode("utf-8", "replace").split("\n")) & frozenset(asked))


def installed_dictionaries(program: str) -> tuple[str, ...]:
    """Return the dictionaries that Hunspell finds: paths without ending, such as ``/usr/share/hunspell/en_US``."""
    told = _run([program, "-D"], b"", told_on_stderr=True) or b""
    lines = told.decode("utf-8", "replace").splitlines()
    paths = {line.strip() for line in lines if line.startswith("/") and ":" not in line and "." not in Path(line).name}
    return tuple(sorted(paths))


def dictionaries_for(lang: str, installed: Collection[str]) -> tuple[str, ...]:
    """Return the dictionaries for a language tag: that of its region, else those of the language; empty for none."""
    language, *rest = lang.replace("_", "-").split("-")
    region = next((part.upper() for part in rest if len(part) == 2), "")
    fitting: dict[str, str] = {}
    for path in sorted(installed):
        found = _NAME.match(Path(path).name)
        if found and found[1] == language.lower():
            fitting.setdefault((found[2] or "").upper(), path)
    if region in fitting:
        return (fitting[region],)
    # A region that has no dictionary is written as elsewhere in the language.
    return tuple(fitting.values())


def read_words(path: str) -> tuple[str, ...]:
    """Read accepted words from a text file: one in a line; ``#`` begins a remark.

    Raises:
        InputError: unreadable file.
    """
    lines = read_bytes(Path(path)).decode("utf-8", "replace").splitlines()
    return tuple(word for line in lines if (word := line.partition("#")[0].strip()))


def _run(command: list[str], given: bytes, *, told_on_stderr: bool = False) -> bytes | None:
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, timeout=_TIMEOUT_SECONDS, check=False, env=environment
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if told_on_stderr:
        return done.stdout + done.stderr
    return done.stdout if done.returncode == 0 else None
