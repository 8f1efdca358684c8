"""Where output goes: results to standard output, everything else to standard error.

A command never prints by itself. Colour and progress appear only on a terminal, never with ``NO_COLOR`` or ``--quiet``.
"""

import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO

from kaname import messages
from kaname.errors import ErrorGroup, KanameError, Scalar
from kaname.messages import Language

_PROGRESS_INTERVAL_SECONDS = 0.1
_BAR_WIDTH = 24


class Progress:
    """A bar on standard error that a long step moves; silent where there is no terminal."""

    def __init__(self, stream: TextIO | None, label: str, total: int | None) -> None:
        self._stream = stream
        self._label = label
        self._total = total
        self._done = 0
        self._drawn_at = 0.0

    def advance(self, steps: int = 1, total: int | None = None) -> None:
        """Move on by ``steps``; ``total`` may be learnt on the way."""
        self._done += steps
        self._total = total if total is not None else self._total
        now = time.monotonic()
        if self._stream is not None and now - self._drawn_at >= _PROGRESS_INTERVAL_SECONDS:
            self._drawn_at = now
            self._draw()

    def close(self) -> None:
        """Wipe the bar."""
        if self._stream is not None and self._drawn_at:
            self._stream.write("\r\x1b[2K")
            self._stream.flush()

    def _draw(self) -> None:
        assert self._stream is not None
        if self._total:
            filled = min(_BAR_WIDTH, _BAR_WIDTH * self._done // self._total)
            bar = "█" * filled + "░" * (_BAR_WIDTH - filled)
            line = f"{self._label} {bar} {self._done:,}/{self._total:,}"
        else:
            line = f"{self._label} {self._done:,}"
        self._stream.write(f"\r\x1b[2K{line}")
        self._stream.flush()


class Console:
    """Streams and language of one run."""

    def __init__(
        self,
        lang: Language,
        *,
        quiet: bool = False,
        verbose: bool = False,
        out: TextIO | None = None,
        err: TextIO | None = None,
    ) -> None:
        self.lang: Language = lang
        self.quiet = quiet
        self.verbose = verbose
        self._out = out or sys.stdout
        self._err = err or sys.stderr

    @property
    def colour(self) -> bool:
        """True where standard output may be coloured."""
        return self._out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    @property
    def width(self) -> int | None:
        """Columns of the terminal; None where output goes elsewhere."""
        if not self._out.isatty():
            return None
        try:
            return os.get_terminal_size(self._out.fileno()).columns
        except OSError:
            return None

    def text(self, code: str, **params: object) -> str:
        """Return a text in the language of this run."""
        return messages.text(code, self.lang, params)

    def write(self, text: str) -> None:
        """Write a result to standard output, ending it with a line break."""
        self._out.write(text if text.endswith("\n") else text + "\n")

    def write_bytes(self, data: bytes) -> None:
        """Write result bytes to standard output as they are."""
        self._out.flush()
        buffer = getattr(self._out, "buffer", None)
        if buffer is None:
            self._out.write(data.decode("utf-8"))
        else:
            buffer.write(data)
            buffer.flush()

    def note(self, code: str, **params: object) -> None:
        """Say something on standard error, unless ``--quiet``."""
        if not self.quiet:
            self._err.write(self.text(code, **params) + "\n")

    def detail(self, code: str, **params: object) -> None:
        """Say something on standard error with ``--verbose`` only."""
        if self.verbose:
            self._err.write(self.text(code, **params) + "\n")

    def error(self, error: KanameError) -> None:
        """Show an error with its code, place and hint, in the language of this run."""
        self._err.write(f"kaname: {describe_error(error, self.lang)}\n")

    @contextmanager
    def progress(self, code: str, total: int | None = None, **params: object) -> Iterator[Progress]:
        """Show a progress bar while the block runs, on a terminal only."""
        drawn = (
            self._err.isatty()
            and not self.quiet
            and not os.environ.get("NO_COLOR")
            and os.environ.get("TERM") != "dumb"
        )
        bar = Progress(self._err if drawn else None, self.text(code, **params), total)
        try:
            yield bar
        finally:
            bar.close()


def describe_error(error: KanameError, lang: Language) -> str:
    """Return an error as text: what is wrong, where, the code, and what to do."""
    params: Mapping[str, Scalar] = error.params
    place = f" [{error.path}]" if error.path else ""
    lines = [f"{messages.text(error.code, lang, params)}{place} ({error.code})"]
    advice = messages.hint(error.code, lang, params)
    if advice:
        lines.append(f"  → {advice}")
    if isinstance(error, ErrorGroup):
        lines += ["  - " + describe_error(inner, lang).replace("\n", "\n    ") for inner in error.errors]
    return "\n".join(lines)
