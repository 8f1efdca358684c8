"""Builds or patches one base in a process of its own and prints seconds of wall and of processor time.

A process of its own, because what a process has learnt from one run makes its next one faster than a user ever sees.
``python -m benchmarks.time_update build|patch BASE FOLDER_OR_FEEDS``.
"""

import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from kaname.knowledge.build import build_base
from kaname.knowledge.changes import FreshFeed
from kaname.knowledge.patch import patch_base
from kaname.services.knowledge import available_processors

DAYS = (datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 21, tzinfo=UTC))


def processor_seconds() -> float:
    """Return the processor time of this process and those it started and that ended."""
    parts = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(part.ru_utime + part.ru_stime for part in parts)


def main(action: str, base: str, given: str) -> None:
    """Do it once."""
    processes = available_processors()
    feeds = msgspec.json.decode(Path(given).read_bytes(), type=list[FreshFeed]) if action == "patch" else []
    start, before = time.monotonic(), processor_seconds()
    if action == "patch":
        patch_base(Path(base), feeds, failures={}, now=DAYS[1], processes=processes)
    else:
        build_base([Path(given)], Path(base), now=DAYS[0], processes=processes)
    print(time.monotonic() - start, processor_seconds() - before)


if __name__ == "__main__":
    main(*sys.argv[1:])
