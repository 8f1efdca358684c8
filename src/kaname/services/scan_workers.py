"""Scanning many documents with several processes; the result does not depend on how many there are."""

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process

from kaname.errors import SourceError
from kaname.knowledge.query import Knowledge
from kaname.matching.engine import MatchEngine
from kaname.model.finding import TargetResult
from kaname.services.scan_target import Unread, scan_target
from kaname.services.targets import Candidate

# Large enough that a task costs more than handing it over, small enough that no process waits long for the last one.
TASK_DOCUMENTS = 16

_engines: list[MatchEngine] = []


def iter_scanned(
    candidates: Sequence[Candidate], *, reopen: Callable[[], Knowledge], processes: int
) -> Iterator[TargetResult | Unread]:
    """Scan documents in several processes and yield them in the order given.

    Args:
        candidates: files; not standard input, which processes cannot share.
        reopen: opens the knowledge base anew in each process; must be picklable.
        processes: how many.

    Raises:
        SourceError: a process died (``scan.worker_died``), for instance killed for want of memory.
    """
    tasks = [candidates[start : start + TASK_DOCUMENTS] for start in range(0, len(candidates), TASK_DOCUMENTS)]
    # "spawn", because a fork would share the file handle of the open base.
    pool = ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=_prepare_worker, initargs=(reopen,)
    )
    try:
        for results in pool.map(_scan_task, tasks):
            yield from results
    except BrokenProcessPool as error:
        raise SourceError("scan.worker_died") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _scan_task(candidates: Sequence[Candidate]) -> list[TargetResult | Unread]:
    engine = _engines[0]
    return [scan_target(engine, candidate) for candidate in candidates]


def _prepare_worker(reopen: Callable[[], Knowledge]) -> None:
    """Open the base, leave interrupts to the parent, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.disable()
    _engines.append(MatchEngine(reopen()))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
