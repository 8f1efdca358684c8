"""What holds for every command in the table: version, help in both languages, usage errors, completion in three shells."""

import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from kaname import __version__
from kaname.cli.command import Command
from kaname.cli.main import main
from kaname.cli.table import COMMANDS
from kaname.formats.report.columns import text_width
from kaname.messages import LANGUAGES, Language

_COMMON = {"--lang", "--quiet", "--verbose", "--version", "--help"}
_KANA = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


def command(name: str) -> Command:
    """Return a command of the table."""
    found: Command = import_module(COMMANDS[name]).COMMAND
    return found


def options_of(name: str) -> set[str]:
    """Return the long options of a command, the common ones included."""
    return _COMMON | {flag for each in command(name).arguments for flag in each.flags if flag.startswith("--")}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_names_the_command_that_it_leads_to(name: str) -> None:
    assert command(name).name == name
    assert COMMANDS[name] == "kaname.cli." + name.replace(" ", "_").replace("-", "_")


@pytest.mark.parametrize("name", COMMANDS)
def test_version(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*name.split(" "), "--version"]) == 0
    assert tuple(capsys.readouterr()) == (f"kaname {__version__}\n", "")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_complete_and_fits(
    name: str, lang: Language, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["--lang", lang, *name.split(" "), "--help"]) == 0
    shown, said = capsys.readouterr()
    assert said == ""
    assert "\x1b" not in shown
    assert f"kaname {name}" in shown
    assert all(option in shown for option in options_of(name))
    assert bool(_KANA.search(shown.partition("\n\n")[2].partition("\n\n")[0])) == (lang == "ja"), "the description"
    # Commands to copy stand on lines of their own, indented, and are not broken.
    assert [line for line in shown.splitlines() if text_width(line) > 80 and not line.startswith("  ")] == []
    examples = shown.rpartition("\n\n")[2]
    assert re.search(rf"^  kaname {re.escape(name)}( |$)", examples, re.MULTILINE), "an example of this command"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_mistake_is_a_usage_error(name: str, lang: Language, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--no-such-option"], ["--quiet", "--verbose"], ["--lang"]):
        assert main(["--lang", lang, *name.split(" "), *words]) == 2
        shown, said = capsys.readouterr()
        assert shown == ""
        assert "(cli.usage)" in said
        assert f"kaname {name} --help" in said
        assert bool(_KANA.search(said)) == (lang == "ja")


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the three completion scripts."""
    folder = tmp_path_factory.mktemp("completion")
    for shell in ("bash", "zsh", "fish"):
        words = [sys.executable, "-m", "kaname", "completion", shell]
        (folder / shell).write_text(subprocess.run(words, capture_output=True, text=True, check=True).stdout, "utf-8")
    return folder


# In each shell: for every line of standard input, the line itself and then what is offered for it.
_ASK = {
    "bash": """source "$1"
while IFS= read -r line; do echo "> $line"; COMP_WORDS=($line --); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=()
_kaname; printf '%s\\n' "${COMPREPLY[@]}"; done""",
    "zsh": """compadd() { shift; print -l -- "$@" }; _files() { : }
file=$1; source $file; while IFS= read -r line; do print "> $line"; words=("${(@s: :)line}" --); CURRENT=$#words; _kaname
done""",
    "fish": """source $argv[1]
while read -l line; echo "> $line"; complete -C "$line --"; end""",
}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_option_of_every_command_is_completed(shell: str, scripts: Path, tmp_path: Path) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    plain = {"bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]
    named = [] if shell == "fish" else [shell]
    done = subprocess.run(
        [program, *plain, "-c", _ASK[shell], *named, str(scripts / shell)],
        input="".join(f"kaname {name}\n" for name in COMMANDS),
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        timeout=120,
    )
    assert done.stderr == ""
    offered: dict[str, set[str]] = {}
    for line in done.stdout.splitlines():
        if line.startswith("> kaname "):
            words = offered.setdefault(line.removeprefix("> kaname "), set())
        elif line:
            words.add(line.split("\t")[0])
    assert offered.keys() == COMMANDS.keys()
    for name, words in offered.items():
        assert options_of(name) - words == set(), name
