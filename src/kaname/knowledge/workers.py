"""Reading advisories with several processes; the result does not depend on how many there are."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import msgspec

from kaname.errors import KanameError
from kaname.knowledge.pool import iter_replies
from kaname.knowledge.records import Chunk, encode
from kaname.knowledge.sources.registry import family_of, record_source
from kaname.knowledge.sources.source import Feed, Source
from kaname.model.source import SkippedRecord

TASK_MEMBERS = 2500  # every task opens its zip anew, which for the largest takes as long as reading 200 records
WORTHWHILE_MEMBERS = 3000  # below this, starting processes costs more than it saves
MEMBER_BYTES = 5_000  # about what a record takes: by it a file of many records is weighed

_decoder = msgspec.msgpack.Decoder(list[Chunk])


def split_feed(feed: Feed) -> list[Feed]:
    """Return a feed cut into tasks of a bounded number of members."""
    members = feed.members
    if feed.kind in ("file", "lines"):
        return [feed]
    return [
        Feed(feed.source, feed.kind, feed.path, members[start : start + TASK_MEMBERS])
        for start in range(0, len(members), TASK_MEMBERS)
    ]


def iter_advisories(tasks: Sequence[Feed], processes: int) -> Iterator[tuple[Feed, list[Chunk]]]:
    """Read tasks and hand over their chunks in the order of the tasks.

    Args:
        tasks: parts of feeds.
        processes: how many to use; 1 reads in this process.

    Raises:
        IntegrityError: a worker died (``knowledge.worker_died``), for instance killed for want of memory.
    """
    if processes <= 1 or sum(map(weight, tasks)) < WORTHWHILE_MEMBERS:
        for task in tasks:
            yield task, _decoder.decode(read_task(task))
        return
    for task, packed in zip(tasks, iter_replies(read_task, tasks, processes), strict=True):
        yield task, _decoder.decode(packed)


def weight(task: Feed) -> int:
    """Return about how many records a task holds, at least 1."""
    if task.members:
        return len(task.members)
    try:
        return 1 + Path(task.path).stat().st_size // MEMBER_BYTES
    except OSError:
        return 1


def read_task(task: Feed) -> bytes:
    """Read one task and return its chunks as MessagePack; a feed that vanished or is damaged becomes skipped records."""
    chunks: list[Chunk] = []
    try:
        chunks.extend(_source(family_of(task.source)).iter_records(task))
    except (OSError, KanameError) as error:
        reason = error.code if isinstance(error, KanameError) else "knowledge.skipped.unreadable"
        detail = "" if isinstance(error, KanameError) else error.strerror or ""
        names = task.members or (Path(task.path).name,)
        left = names[sum(chunk.read for chunk in chunks) :] if task.members else names
        skipped = tuple(SkippedRecord(name, reason, detail) for name in left)
        chunks.append(Chunk(len(left), (), skipped, {}, reason if not task.members else None))
    return encode(chunks)


@cache
def _source(family: str) -> Source[Chunk]:
    return record_source(family)
