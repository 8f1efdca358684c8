"""Reading, for an update, some sources in a second process while the first reads the others.

What is read aside comes to the same as what is read here: only who does it differs. Whatever goes wrong there is left to the
first process, which reads the source itself and says best what is wrong.
"""

import io
import sqlite3
from array import array
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from kaname.errors import KanameError
from kaname.knowledge.changes import FreshFeed
from kaname.knowledge.entries import EntriesReader, FreshEntries, Read
from kaname.knowledge.feeds import RECORD_KINDS, find_feeds
from kaname.knowledge.ledger import Row
from kaname.knowledge.name_lists import ListedNames, read_lists
from kaname.knowledge.pool import second_process
from kaname.knowledge.records import RecordLink
from kaname.knowledge.score_tables import ChangedScores, changed_scores
from kaname.knowledge.sources.documents import read_file
from kaname.knowledge.stored import StoredBase

BYTES_MIN = 8_000_000  # of files; to start a process takes about as long as to compare so much


class Task(Struct, frozen=True):
    """A source to read: the base that is brought up to date, and the feeds of the source."""

    base: str
    source: str
    feeds: tuple[FreshFeed, ...]


class Entries(Struct, frozen=True):
    """``FreshEntries`` between processes.

    Attributes:
        known: how many old rows there were.
        order: 64-bit numbers, one for each row: which of the old rows it is, or -1 - n for the new row n.
        rows: the new rows. reads: (number of the new row, link, packed content). read: entries read.
    """

    known: int
    order: bytes
    rows: list[Row]
    reads: list[tuple[int, RecordLink, bytes]]
    read: int


Reply = Entries | ChangedScores | ListedNames | None


class Aside:
    """What another process reads, by source; answers None to everything that is read here."""

    def __init__(self, replies: Mapping[str, Future[Reply]]) -> None:
        self._replies = replies

    @property
    def sources(self) -> frozenset[str]:
        """The sources that are read aside."""
        return frozenset(self._replies)

    def entries(self, source: str, old_rows: Sequence[Row], spool: BinaryIO) -> FreshEntries | None:
        """Return what became of a source of records, its content put into the spool; None where it must be read here."""
        reply = self._reply(source)
        if not isinstance(reply, Entries) or reply.known != len(old_rows):
            return None  # also where the other process found another base in this place
        order = array("q")
        order.frombytes(reply.order)
        rows = [old_rows[number] if number >= 0 else reply.rows[-1 - number] for number in order]
        reads = {}
        for number, link, packed in reply.reads:
            reads[id(reply.rows[number])] = Read(link, spool.tell(), len(packed))
            spool.write(packed)
        return FreshEntries(rows, reads, reply.read)

    def scores(self, source: str) -> ChangedScores | None:
        """Return the scores that changed; None where they must be read here."""
        reply = self._reply(source)
        return reply if isinstance(reply, ChangedScores) else None

    def names(self, source: str) -> ListedNames | None:
        """Return the names on lists of products; None where they must be read here."""
        reply = self._reply(source)
        return reply if isinstance(reply, ListedNames) else None

    def _reply(self, source: str) -> Reply:
        try:
            return self._replies[source].result() if source in self._replies else None
        except (BrokenProcessPool, OSError):
            return None  # killed, for instance for want of memory: what it leaves is read here


@contextmanager
def reading_aside(base: Path, feeds: Mapping[str, Sequence[FreshFeed]], processes: int) -> Iterator[Aside]:
    """Have another process read some of the sources while the block runs.

    Args:
        base: the base that is brought up to date. feeds: source → feeds, of all sources that have news.
        processes: with 1, nothing is read aside.
    """
    tasks = [Task(str(base), source, tuple(feeds[source])) for source in _chosen(feeds)] if processes > 1 else []
    if not tasks:
        yield Aside({})
        return
    with second_process(read_aside, tasks) as replies:
        yield Aside({task.source: reply for task, reply in zip(tasks, replies, strict=True)})


def _chosen(feeds: Mapping[str, Sequence[FreshFeed]]) -> Iterator[str]:
    """Yield the sources to read aside: those of loose records, where there are zips to read meanwhile; then scores and names.

    None where there is too little to read to be worth a process.
    """
    records = [source for source, group in feeds.items() if group[0].kind in RECORD_KINDS]
    loose = [source for source in records if not any(feed.path.endswith(".zip") for feed in feeds[source])]
    tables = [source for source, group in feeds.items() if group[0].kind in ("epss", "jvn-products")]
    chosen = [*(loose if len(loose) < len(records) else loose[1:]), *tables]
    if len(chosen) < len(feeds) and sum(_bytes(feeds[source]) for source in chosen) >= BYTES_MIN:
        yield from chosen


def _bytes(feeds: Sequence[FreshFeed]) -> int:
    try:
        return sum(Path(feed.path).stat().st_size for feed in feeds)
    except OSError:
        return 0


def read_aside(task: Task) -> Reply:
    """Read one source; None where it must be read by the first process, for whatever reason."""
    try:
        with StoredBase(Path(task.base)) as stored:
            packed = stored.ledgers.get(task.source)
            if packed is None:
                return None
            if task.feeds[0].kind in RECORD_KINDS:
                return _read_entries(task, packed.ledger.rows)
            known = packed.ledger.marks
        if task.feeds[0].kind == "epss":
            return changed_scores(read_file(task.feeds[0].path), known) if len(task.feeds) == 1 else None
        found = [item for feed in task.feeds for item in find_feeds([Path(feed.path)])]
        if len(found) != len(task.feeds) or any(item.feed.source != task.source or item.error for item in found):
            return None
        return read_lists([item.feed for item in found], known)
    except (OSError, KanameError, sqlite3.Error, msgspec.MsgspecError):
        return None


def _read_entries(task: Task, old_rows: Sequence[Row]) -> Entries | None:
    spool = io.BytesIO()
    fresh = EntriesReader(spool, 1, lambda step, done, total: None).read(task.source, task.feeds, old_rows)
    if not isinstance(fresh, FreshEntries):
        return None
    places = {id(row): number for number, row in enumerate(old_rows)}
    new = [row for row in fresh.rows if id(row) not in places]
    places |= {id(row): -1 - number for number, row in enumerate(new)}
    content = spool.getbuffer()
    reads = [
        (-1 - places[row], read.link, bytes(content[read.offset : read.offset + read.length]))
        for row, read in fresh.reads.items()
    ]
    order = array("q", [places[id(row)] for row in fresh.rows])
    return Entries(len(old_rows), order.tobytes(), new, reads, fresh.read)
