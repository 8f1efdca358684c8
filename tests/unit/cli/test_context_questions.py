"""``kaname context init`` at a terminal: questions in both languages, answers that do not fit, Ctrl-C and end of input."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kaname.store.context import read_context

ANSWERS = ("例示社", "ゲートウェイ", "pkg:generic/gateway", "operator", "open", "mission-failure", "negligible")
FIRST = {"en": r"organisation issues.*\n> ", "ja": r"組織の名称.*\n> "}
_PATIENCE_SECONDS = 20.0


class Terminal:
    """A command at a pseudo-terminal. ``shown``: everything it wrote so far."""

    def __init__(self, folder: Path, lang: str) -> None:
        self._master, slave = pty.openpty()
        argv = [sys.executable, "-m", "kaname", "context", "init", "--lang", lang]
        self.process = subprocess.Popen(
            argv, cwd=folder, stdin=slave, stdout=slave, stderr=slave, start_new_session=True, preexec_fn=_own_terminal
        )
        os.close(slave)
        self.shown = ""

    def wait_for(self, pattern: str, *, after: int = 0) -> None:
        """Read until the pattern stands in what was shown after a place."""
        end = time.monotonic() + _PATIENCE_SECONDS
        while not re.search(pattern, self.shown[after:]):
            assert time.monotonic() < end, f"{pattern!r} not in {self.shown!r}"
            self._read(0.2)

    def answer(self, text: str) -> None:
        """Wait for the next question and answer it."""
        before = len(self.shown)
        os.write(self._master, f"{text}\n".encode())
        self.wait_for(r"\n", after=before)

    def press(self, key: bytes) -> None:
        os.write(self._master, key)

    def end(self) -> int:
        """Read to the end and return the exit code."""
        while self._read(_PATIENCE_SECONDS):
            pass
        os.close(self._master)
        return self.process.wait(timeout=_PATIENCE_SECONDS)

    def _read(self, seconds: float) -> bool:
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._master, 4096)
        except OSError:  # the other side has gone
            return False
        self.shown += data.decode("utf-8", "replace")
        return bool(data)


def _own_terminal() -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # so that Ctrl-C is a signal


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_question_is_asked_and_every_answer_kept(lang: str, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, lang)
    terminal.wait_for(FIRST[lang])
    for answer in ANSWERS:
        terminal.answer(answer)
    assert terminal.end() == 0
    context = read_context(tmp_path)
    assert (context.organisation, context.roles) == ("例示社", ("operator",))
    assert context.product is not None and context.product.purls == ("pkg:generic/gateway",)
    system = context.systems[0]
    assert (system.exposure, system.mission_impact, system.safety_impact) == ("open", "mission-failure", "negligible")


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_an_answer_that_does_not_fit_is_asked_again_and_a_supplier_is_not_asked_about_systems(
    lang: str, tmp_path: Path
) -> None:
    terminal = Terminal(tmp_path, lang)
    terminal.wait_for(FIRST[lang])
    for answer in ("", "", "gateway", "", "king", "9", "2"):
        terminal.answer(answer)
    assert terminal.end() == 0
    assert "(ident.purl" in terminal.shown
    assert terminal.shown.count("developer / supplier") == 2
    assert read_context(tmp_path).roles == ("supplier",)
    assert read_context(tmp_path).systems == ()


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("answered", [0, 3])
def test_ctrl_c_leaves_nothing(lang: str, answered: int, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, lang)
    terminal.wait_for(FIRST[lang])
    for answer in ANSWERS[:answered]:
        terminal.answer(answer)
    terminal.press(b"\x03")
    assert terminal.end() == 130
    assert "Traceback" not in terminal.shown
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_end_of_input_is_no_answer_to_everything(lang: str, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, lang)
    terminal.wait_for(FIRST[lang])
    terminal.answer("例示社")
    terminal.press(b"\x04")
    assert terminal.end() == 130
    assert list(tmp_path.iterdir()) == []
