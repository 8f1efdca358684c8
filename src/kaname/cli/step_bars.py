"""Progress of work that goes in steps: one bar per step, drawn after the other."""

from contextlib import ExitStack
from typing import Self

from kaname.cli.console import Console, Progress

# What these steps count is bytes; their bars count kilobytes.
_BYTE_STEPS = frozenset({"downloading", "packing", "checking"})


class StepBars:
    """Bars of the steps of one command; ends the last one when the block ends."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._step = ""
        self._done = 0
        self._stack = ExitStack()
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def show(self, step: str, done: int, total: int) -> None:
        """Move the bar of a step; a new step begins a new bar.

        Args:
            step: what follows ``cli_knowledge.step.``, and after a space the source that is worked on.
            done, total: of the step; bytes where it counts these. ``total`` 0: not known.
        """
        kind, _, source = step.partition(" ")
        if kind in _BYTE_STEPS:
            done, total = done // 1000, total // 1000
        if step != self._step or self._bar is None:
            self._stack.close()
            self._step, self._done = step, 0
            bar = self._console.progress(f"cli_knowledge.step.{kind}", total or None, source=source)
            self._bar = self._stack.enter_context(bar)
        self._bar.advance(done - self._done, total or None)
        self._done = done
