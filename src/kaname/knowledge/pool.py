"""Work shared among processes: tasks out, replies back in the order of the tasks, whatever the number of processes.

Refuses nothing itself. Interrupts reach the parent alone, and workers end with it.
"""

import os
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from typing import Any, TypeVar

from kaname.errors import IntegrityError

Task = TypeVar("Task")
Reply = TypeVar("Reply")


def iter_replies(
    work: Callable[[Task], Reply],
    tasks: Sequence[Task],
    processes: int,
    prepare: Callable[..., None] | None = None,
    arguments: tuple[Any, ...] = (),
) -> Generator[Reply, None, None]:
    """Hand tasks to new processes and yield their replies in the order of the tasks.

    Close the iterator to end the processes early; what they are at is finished, what waits is dropped.

    Args:
        work: a function of a module, called in a worker; it must not raise.
        tasks: sent as pickles, like the replies.
        processes: how many to start.
        prepare: a function of a module, called once in each worker with ``arguments``.

    Raises:
        IntegrityError: a worker died (``knowledge.worker_died``), for instance killed for want of memory.
        OSError: the system does not let processes be started.
    """
    # "spawn", because a fork of a process with threads may hang; workers inherit nothing but what they are sent.
    pool = ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=_prepare_worker, initargs=(prepare, arguments)
    )
    try:
        with _interrupts_held_back():
            replies = pool.map(work, tasks)
        yield from replies
    except BrokenProcessPool as error:
        raise IntegrityError("knowledge.worker_died") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def second_process(work: Callable[[Task], Reply], tasks: Sequence[Task]) -> Iterator[list[Future[Reply]]]:
    """Have one other process do tasks in their order while this one goes on; what waits when the block ends is dropped.

    The process is a fork where this one has a single thread: it has everything loaded and begins at once. Otherwise it is
    started anew, which takes a tenth of a second. Its replies raise ``BrokenProcessPool`` where it died.

    Raises:
        OSError: the system does not let a process be started.
    """
    how = "fork" if threading.active_count() == 1 else "spawn"
    pool = ProcessPoolExecutor(1, mp_context=get_context(how), initializer=_prepare_worker, initargs=(None, ()))
    try:
        with _interrupts_held_back():
            replies = [pool.submit(work, task) for task in tasks]
        # It ends while this process goes on.
        replies[-1].add_done_callback(lambda _: pool.shutdown(wait=False))
        yield replies
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Let Ctrl-C wait while processes start: half-started ones would fill the screen with tracebacks.

    The processes inherit the mask, so that Ctrl-C, which a terminal sends to all of them, reaches the parent alone.
    """
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _prepare_worker(prepare: Callable[..., None] | None, arguments: tuple[Any, ...]) -> None:
    """Leave interrupts to the parent, and end with it: a worker whose parent was killed would wait for work for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if prepare is not None:
        prepare(*arguments)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
