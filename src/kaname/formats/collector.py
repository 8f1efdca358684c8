"""The cycle collector of Python, kept out of the way while many values are built."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the cycle collector off while many values are built, none of which forms a cycle.

    It would look through all of them again and again, which takes longer than building them.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
