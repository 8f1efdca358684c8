"""Manners of every command, seen from outside: streams, exit codes, languages, Ctrl-C, closed pipes, terminals."""

import os
import pty
import select
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from kaname import __version__
from kaname.cli import exit_codes

# A command that exists in these tests only: it shows what a run may do, without a real one in the way.
_FAKE = """
import os, sys, time
from types import ModuleType
from kaname.cli import table
from kaname.cli.command import Argument, Command
from kaname.errors import InputError
from kaname.messages.en import cli as en
from kaname.messages.ja import cli as ja

def run(arguments, console):
    console.note("cli.commands_heading")
    console.detail("cli.examples_heading")
    console.write("result")
    if arguments.mode == "error":
        raise InputError("cli_demo.main.summary", path="components[3].purl")
    if arguments.mode == "many":
        for number in range(200000):
            console.write(f"line {number}")
    if arguments.mode == "wait":
        with console.progress("cli.commands_heading", 10) as bar:
            temporary = arguments.file + ".part"
            try:
                open(temporary, "w").close()
                print("ready", file=sys.stderr, flush=True)
                for _ in range(100):
                    bar.advance()
                    time.sleep(0.1)
            finally:
                os.remove(temporary)
    if arguments.mode == "progress":
        with console.progress("cli.commands_heading", 3) as bar:
            for _ in range(3):
                time.sleep(0.12)
                bar.advance()
    if arguments.mode == "odd":
        console.write("caf\\u00e9 \\udcff")
    console.write(f"values {arguments.values}")
    return 0

arguments = (
    Argument("mode", metavar="MODE"),
    Argument("values", nargs="*", metavar="VALUE"),
    Argument("--file", default=""),
    Argument("--level", choices=("low", "high")),
    Argument("--count", type=int),
)
texts = {"summary": "demo", "description": "demo", "examples": "  kaname demo", "arg.MODE": "m", "arg.VALUE": "v",
         "arg.file": "f", "arg.level": "l", "arg.count": "c", "arg.mode": "m", "arg.values": "v"}
for language in ("en", "ja"):
    room = ModuleType(f"kaname.messages.{language}.cli_demo")
    room.TEXTS = {f"cli_demo.{name}.{key}": text for name in ("main", "demo", "twin") for key, text in texts.items()}
    sys.modules[room.__name__] = room
for name in ("demo", "demo twin"):
    module = ModuleType("fake_" + name.replace(" ", "_"))
    module.COMMAND = Command(name, run, arguments)
    sys.modules[module.__name__] = module
    table.COMMANDS[name] = module.__name__
from kaname.cli.main import entry
entry()
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command line of a ``kaname`` that knows the commands ``demo`` and ``demo twin``."""
    path = tmp_path_factory.mktemp("demo") / "demo.py"
    path.write_text(textwrap.dedent(_FAKE), "utf-8")
    return [sys.executable, str(path)]


def environment(**extra: str) -> dict[str, str]:
    """Return the environment without language and colour wishes."""
    unwanted = ("KANAME_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "TERM", "COLUMNS")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return kept | {"LANG": "C.UTF-8", "TERM": "xterm"} | extra


def run(words: list[str], *arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run to the end."""
    return subprocess.run([*words, *arguments], capture_output=True, text=True, env=environment(**extra), timeout=60)


KANAME = [sys.executable, "-m", "kaname"]


@pytest.mark.parametrize("words", [["--version"], ["--lang", "ja", "--version"], ["completion", "--version"]])
def test_version_goes_to_standard_output(words: list[str]) -> None:
    done = run(KANAME, *words)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"kaname {__version__}\n", "")


def test_help_asked_for_is_a_result_and_help_after_a_mistake_is_not() -> None:
    asked, mistaken = run(KANAME, "--help"), run(KANAME)
    assert asked.returncode == 0
    assert asked.stderr == ""
    assert mistaken.returncode == exit_codes.USAGE
    assert mistaken.stdout == ""
    assert asked.stdout == mistaken.stderr
    assert run(KANAME, "help").stdout == asked.stdout
    assert run(KANAME, "help", "completion").stdout == run(KANAME, "completion", "--help").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["completin"], "did you mean “kaname completion”?"),
        (["zzzzzz"], "kaname --help lists the commands"),
        (["--lang", "ja", "completin"], "「kaname completion」のことでしょうか"),
        (["--lang", "xx"], "“--lang xx” cannot be used here"),
        (["--lang"], "“--lang” cannot be used here"),
        (["--colour"], "“--colour” cannot be used here"),
        (["--colour", "completion", "bash"], "“--colour” cannot be used here"),
    ],
)
def test_what_is_unknown_is_named_with_advice(words: list[str], said: str) -> None:
    done = run(KANAME, *words)
    assert done.returncode == exit_codes.USAGE
    assert done.stdout == ""
    assert said in done.stderr


@pytest.mark.parametrize(
    ("words", "english", "japanese"),
    [
        (["demo"], "the following arguments are required: MODE", "次の引数が必要です: MODE"),
        (["demo", "x", "--level", "up"], "invalid choice: 'up'", "'up' は選べません"),
        (["demo", "x", "--count", "many"], "invalid int value: 'many'", "値が正しくありません: 'many'"),
        (["demo", "x", "--level"], "expected one argument", "値を 1 つ指定してください"),
        (["demo", "x", "--frob"], "unrecognized arguments: --frob", "解釈できない引数があります: --frob"),
        (["demo", "x", "-q", "-v"], "not allowed with argument", "同時には指定できません"),
        (["demo", "x", "--quiet=1"], "ignored explicit argument", "値 '1' は指定できません"),
    ],
)
def test_usage_errors_speak_both_languages(demo: list[str], words: list[str], english: str, japanese: str) -> None:
    for lang, said, help_word in (("en", english, "usage:"), ("ja", japanese, "使い方:")):
        done = run(demo, "--lang", lang, *words)
        assert done.returncode == exit_codes.USAGE
        assert done.stdout == ""
        assert said in done.stderr
        assert help_word in done.stderr
        assert "kaname demo --help" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["--lang", "ja", "demo", "x", "demo", "1"],
        ["--lang=ja", "-q", "demo", "x", "demo", "1"],
        ["demo", "--lang", "ja", "x", "demo", "1"],
        ["--", "demo", "x", "demo", "1"],
        ["demo", "--", "x", "demo", "1"],
        ["demo", "x", "--", "demo", "1"],
        ["demo", "twin", "x", "demo", "1"],
        ["demo", "--quiet", "twin", "x", "demo", "1"],
    ],
)
def test_a_value_equal_to_a_command_word_stays_a_value(demo: list[str], words: list[str]) -> None:
    done = run(demo, *words)
    assert (done.returncode, done.stdout) == (0, "result\nvalues ['demo', '1']\n")


def test_after_two_dashes_everything_is_a_value(demo: list[str]) -> None:
    done = run(demo, "demo", "x", "--", "--file", "--lang", "ja", "-v")
    assert done.stdout == "result\nvalues ['--file', '--lang', 'ja', '-v']\n"
    assert "Commands:" in done.stderr


def test_results_and_remarks_go_to_different_streams(demo: list[str]) -> None:
    plain, quiet, verbose = (run(demo, "demo", "x", *flag) for flag in ((), ("--quiet",), ("--verbose",)))
    assert plain.stdout == quiet.stdout == verbose.stdout == "result\nvalues []\n"
    assert (plain.stderr, quiet.stderr, verbose.stderr) == ("Commands:\n", "", "Commands:\nexamples:\n")


def test_the_language_is_asked_for_then_set_then_of_the_locale(demo: list[str]) -> None:
    japanese, english = "コマンド:\n", "Commands:\n"
    assert run(demo, "demo", "x", LANG="ja_JP.UTF-8").stderr == japanese
    assert run(demo, "demo", "x", LANG="ja_JP.UTF-8", KANAME_LANG="en").stderr == english
    assert run(demo, "demo", "x", "--lang", "ja", KANAME_LANG="en").stderr == japanese
    assert run(demo, "demo", "x", LANG="de_DE.UTF-8").stderr == english


def test_an_error_shows_its_code_and_place_and_ends_with_its_exit_code(demo: list[str]) -> None:
    done = run(demo, "demo", "error")
    assert done.returncode == exit_codes.INPUT
    assert done.stdout == "result\n"
    assert done.stderr.endswith("kaname: demo [components[3].purl] (cli_demo.main.summary)\n")


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_ctrl_c_ends_with_130_a_sentence_and_no_file(demo: list[str], tmp_path: Path, lang: str) -> None:
    target = tmp_path / "out"
    process = subprocess.Popen(
        [*demo, "--lang", lang, "demo", "wait", "--file", str(target)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    assert process.stderr is not None
    while "ready" not in process.stderr.readline():
        pass
    assert list(tmp_path.iterdir()) != []
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == exit_codes.INTERRUPTED
    assert ("stopped on request" if lang == "en" else "中断しました") in said
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["demo", "many"], ["demo", "x"], ["--help"]])
def test_a_reader_that_goes_away_is_no_error(demo: list[str], words: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [*demo, *words], stdout=write, stderr=subprocess.PIPE, text=True, env=environment(), timeout=60
    )
    os.close(write)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "Broken" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_is_said_not_hidden(demo: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*demo, "demo", "x"], stdout=full, stderr=subprocess.PIPE, text=True, env=environment())
    assert done.returncode == exit_codes.INPUT
    assert "cli.output_failed" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("words", [["--help"], ["scan", "--help", "--lang", "ja"], ["scan", "--version"]])
def test_help_that_could_not_be_written_is_no_success(words: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*KANAME, *words], stdout=full, stderr=subprocess.PIPE, text=True, env=environment())
    assert done.returncode == exit_codes.INPUT
    assert "cli.output_failed" in done.stderr


def test_characters_that_cannot_be_written_do_not_end_a_run(demo: list[str]) -> None:
    done = run(demo, "demo", "odd", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "caf? ?" in done.stdout


def terminal(words: list[str], **extra: str) -> str:
    """Run on a pseudo-terminal; return what it shows."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(words, stdout=follower, stderr=follower, stdin=follower, env=environment(**extra))
    os.close(follower)
    shown = b""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if select.select([leader], [], [], 0.2)[0]:
            try:
                part = os.read(leader, 65536)
            except OSError:
                break
            if not part:
                break
            shown += part
    process.wait(timeout=10)
    os.close(leader)
    return shown.decode("utf-8", "replace")


def test_progress_is_drawn_on_a_terminal_and_wiped(demo: list[str]) -> None:
    shown = terminal([*demo, "demo", "progress"])
    assert "█" in shown
    assert "\r\x1b[2K" in shown.split("█")[-1]


@pytest.mark.parametrize(("words", "extra"), [(["--quiet"], {}), ([], {"NO_COLOR": "1"}), ([], {"TERM": "dumb"})])
def test_progress_is_not_drawn_when_not_wanted(demo: list[str], words: list[str], extra: dict[str, str]) -> None:
    assert "█" not in terminal([*demo, "demo", "progress", *words], **extra)


def test_progress_is_not_drawn_into_a_file(demo: list[str]) -> None:
    done = run(demo, "demo", "progress")
    assert "\x1b" not in done.stderr
    assert "█" not in done.stderr


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_help_fits_the_terminal(lang: str) -> None:
    from kaname.formats.report.columns import text_width

    done = run(KANAME, "completion", "--help", "--lang", lang, COLUMNS="60")
    assert [line for line in done.stdout.splitlines() if text_width(line) > 60 and not line.startswith("  ")] == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("triage override", exit_codes.USAGE),
        ("triage override --help", exit_codes.FINE),
        ("assess evidence", exit_codes.USAGE),
    ],
)
def test_words_that_only_begin_commands_list_them(words: str, code: int) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "kaname", *words.split()], capture_output=True, text=True, check=False
    )
    assert ended.returncode == code
    listed = ended.stdout if code == exit_codes.FINE else ended.stderr
    begun = " ".join(words.split()[:2])
    assert [line for line in listed.splitlines() if line.startswith(f"  {begun} ")]
    assert not [line for line in listed.splitlines() if line.startswith("  ") and not line.startswith(f"  {begun} ")]
