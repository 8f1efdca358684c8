"""Completion scripts, run by the shells they are for."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kaname.cli import completion
from kaname.cli.table import COMMANDS


def script(shell: str) -> str:
    """Return a completion script as a user gets it."""
    words = [sys.executable, "-m", "kaname", "completion", shell]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def completed(words: list[str], folder: Path) -> set[str]:
    """Return what bash offers for the last of the words."""
    quoted = " ".join(f"'{word}'" for word in words)
    body = f"""{script("bash")}
COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; COMPREPLY=(); _kaname
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    done = subprocess.run(["bash", "-c", body], capture_output=True, text=True, cwd=folder, check=True)
    assert done.stderr == ""
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["kaname", "compl"], {"completion"}),
        (["kaname", "completion", ""], {"bash", "zsh", "fish"}),
        (["kaname", "completion", "b"], {"bash"}),
        (["kaname", "--lang", "ja", "completion", "z"], {"zsh"}),
        (["kaname", "-q", "completion", "f"], {"fish"}),
        (["kaname", "--lang", ""], {"en", "ja"}),
        (["kaname", "completion", "--lang", "j"], {"ja"}),
        (["kaname", "completion", "bash", "--verb"], {"--verbose"}),
        (["kaname", "completion", "--vers"], {"--version"}),
    ],
)
def test_bash_completes(words: list[str], offered: set[str], tmp_path: Path) -> None:
    found = completed(words, tmp_path)
    assert offered <= found
    if words[-1]:
        assert found == offered


def test_bash_offers_every_first_word(tmp_path: Path) -> None:
    assert {name.split(" ")[0] for name in COMMANDS} <= completed(["kaname", ""], tmp_path)


def test_every_command_and_option_is_in_every_script() -> None:
    for shell in ("bash", "zsh", "fish"):
        text = script(shell)
        for name, case in completion._cases().items():
            assert name in text
            for word in case.words:
                assert word.removeprefix("--") in text


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_itself_accepts_the_script(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    path = tmp_path / "_kaname"
    path.write_text(script(shell), "utf-8")
    done = subprocess.run([shell, "-n", str(path)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_fish_completes(tmp_path: Path) -> None:
    if shutil.which("fish") is None:
        pytest.skip("fish is not installed")
    path = tmp_path / "kaname.fish"
    path.write_text(script("fish"), "utf-8")
    for line, offered in (
        ("kaname completion z", "zsh"),
        ("kaname --lang ja compl", "completion"),
        ("kaname --lang j", "ja"),
    ):
        body = f"source {path}; complete -C '{line}'"
        done = subprocess.run(
            ["fish", "--no-config", "-c", body],
            capture_output=True,
            text=True,
            env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        )
        assert offered in done.stdout.split()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("kaname compl", "completion"),
        ("kaname completion ", "zsh"),
        ("kaname --lang ja completion ", "fish"),
        ("kaname completion --lang ", "ja"),
        ("kaname completion bash --", "--verbose"),
    ],
)
def test_zsh_completes(line: str, offered: str, tmp_path: Path) -> None:
    if shutil.which("zsh") is None:
        pytest.skip("zsh is not installed")
    path = tmp_path / "_kaname"
    path.write_text(script("zsh"), "utf-8")
    # compadd and _files belong to the completion system, which needs a terminal: they are replaced by what they were given.
    body = f"""compadd() {{ shift; print -l -- "$@" }}; _files() {{ : }}
source {path}; words=("${{(@s: :)1}}"); CURRENT=$#words; _kaname"""
    done = subprocess.run(["zsh", "-f", "-c", body, "zsh", line], capture_output=True, text=True)
    assert done.stderr == ""
    assert offered in done.stdout.split()
