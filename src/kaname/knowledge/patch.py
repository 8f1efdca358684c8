"""Bringing a base up to date with new feeds: only entries that changed are read, only records that changed are written.

Works on a copy that takes the place of the base when complete. The result answers like a base that was built anew from the
same feeds (``tests/property/knowledge/test_patch.py``); numbers inside the file may differ. A feed that cannot be read
changes nothing but the state of its source.
"""

import fcntl
import gc
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from kaname.errors import IntegrityError
from kaname.ident.vulnerability_ids import id_key
from kaname.knowledge.aside import Aside, reading_aside
from kaname.knowledge.base import check_header
from kaname.knowledge.build import EXAMPLES_MAX, OnProgress, changed_at
from kaname.knowledge.changes import FreshFeed, PatchReport, SourceChange
from kaname.knowledge.copies import Copies, RecordKey
from kaname.knowledge.entries import EntriesReader, FreshEntries, Read
from kaname.knowledge.feeds import RECORD_KINDS, kind_of
from kaname.knowledge.ledger import Ledger, Row, file_digests, total
from kaname.knowledge.patcher import BasePatcher
from kaname.knowledge.records import RecordLink
from kaname.knowledge.regroup import Regrouping, regroup
from kaname.knowledge.replace import companion, replacing
from kaname.knowledge.sources.registry import info_of, is_delta_source, record_scope
from kaname.knowledge.stored import StoredBase, StoredRecord, ranges_of
from kaname.knowledge.whole import WholeRead, WholeReader
from kaname.knowledge.writer import Stored
from kaname.model.source import SourceState

_CLONE = 0x40049409  # FICLONE of Linux: Btrfs, XFS, bcachefs


class _Counts:
    def __init__(self) -> None:
        self.new = self.changed = self.withdrawn = self.removed = self.read = 0


class Patch:
    """One patch, step by step; ``patch_base`` runs it."""

    def __init__(self, stored: StoredBase, now: datetime, processes: int, on_progress: OnProgress) -> None:
        self._stored = stored
        self._now = now
        self._processes = processes
        self._on_progress = on_progress
        self._states = dict(stored.states)
        self._rows: dict[str, list[Row]] = {}
        self._marks: dict[str, bytes] = {}
        self._files: dict[str, tuple[str, ...]] = {}
        self._feeds: dict[str, Sequence[FreshFeed]] = {}
        self._reads: dict[int, Read] = {}
        self._touched: set[RecordKey] = set()
        self._whole: dict[str, Mapping[str, Read]] = {}
        self._dirty: set[str] = set()
        self._by_entry: set[str] = set()
        # Sources in which a record may hold ids of another copy, so that its CRC-32 does not tell all.
        self._merging: set[str] = set()
        self._scopes = {number: record_scope(name) for name, number in stored.sources.items()}
        self._failed: dict[str, str] = {}
        self._counts: dict[str, _Counts] = {}
        self._kept: Counter[str] = Counter()
        self._withdrawn: Counter[str] = Counter()
        self._removed: dict[RecordKey, StoredRecord] = {}
        self._written: list[tuple[RecordKey, Read]] = []
        self._moved: dict[int, str] = {}
        self._regrouping: Regrouping | None = None
        self._groups_kept: dict[str, int] = {}
        self._entries: EntriesReader | None = None

    def _rows_of(self, source: str) -> list[Row]:
        """Return the rows of a source as they are now; those of sources that a change does not touch stay packed."""
        if source not in self._rows:
            ledger = self._stored.ledgers.get(source)
            self._rows[source] = ledger.ledger.rows if ledger else []
        return self._rows[source]

    def _marks_of(self, source: str) -> bytes:
        ledger = None if source in self._marks or kind_of(source) in RECORD_KINDS else self._stored.ledgers.get(source)
        return ledger.ledger.marks if ledger else self._marks.get(source, b"")

    def fail(self, source: str, code: str) -> None:
        """Note that a source could not be had; its data stays."""
        self._failed[source] = code
        self._counts.setdefault(source, _Counts())

    def is_news(self, source: str, feeds: Sequence[FreshFeed]) -> bool:
        """Say whether the feeds of a source are other files than the base was made from; notes their digests."""
        self._counts.setdefault(source, _Counts())
        self._feeds[source] = feeds
        known = [(feed.sha256,) if feed.sha256 else file_digests([feed.path]) for feed in feeds]
        digests = tuple(digest for each in known for digest in each) if all(known) else ()
        ledger = self._stored.ledgers.get(source)
        state = self._states.get(source)
        is_same = bool(digests) and ledger is not None and ledger.files == digests
        if is_same and state is not None and state.failed is None:
            return False
        if is_same and _was_read(state):
            self._dirty.add(source)
            return False
        self._files[source] = digests
        return True

    def read_records(self, sources: Iterable[str], spool: BinaryIO, aside: Aside) -> None:
        """Read what changed in sources of records, or all of one where that cannot be told.

        Of a source that cannot be read nothing changes. Their records wait in the spool.
        """
        entries = EntriesReader(spool, self._processes, self._on_progress)
        self._entries = entries
        # What is read aside is taken last: by then it is there.
        for source in sorted(sources, key=lambda name: (name in aside.sources, name)):
            rows = self._rows_of(source)
            fresh = aside.entries(source, rows, spool) or entries.read(source, self._feeds[source], rows)
            if fresh is None:
                self._take_whole(source, self._whole_reader(spool).read_records(source, self._feeds[source]))
            elif isinstance(fresh, str):
                self._give_up(source, fresh)
            else:
                self._take_entries(source, fresh)

    def _whole_reader(self, spool: BinaryIO) -> WholeReader:
        return WholeReader(spool, self._now, self._processes, self._on_progress)

    def _take_entries(self, source: str, fresh: FreshEntries) -> None:
        old_rows = self._rows_of(source)
        stay = set(map(id, fresh.rows))
        scope = record_scope(source)
        if len({row.rank for row in old_rows if row.id}) > 1:
            self._merging.add(source)
        self._touched.update((row.id, scope) for row in old_rows if row.id and id(row) not in stay)
        self._touched.update((read.link.id, scope) for read in fresh.reads.values())
        self._reads |= fresh.reads
        self._counts[source].read += fresh.read
        self._rows[source] = fresh.rows
        self._by_entry.add(source)
        self._dirty.add(source)

    def decide(self) -> list[int]:
        """Decide for every id that a change touched which copy stays, and what differs.

        Returns:
            The numbers of the records that go.
        """
        stored = {key: self._find_stored(key) for key in self._touched}
        copies = Copies(self._rows_of, self._reads, self._merging, self._read_again)
        winners = copies.choose(self._touched, stored, {*self._rows, *self._stored.ledgers})
        self._dirty |= copies.changed
        names = {number: source for source, number in self._stored.sources.items()}
        for key in sorted(self._touched):
            old, winner = stored[key], winners.get(key)
            if winner is None:
                if old is not None:
                    self._removed[key] = old
                continue
            source, row = winner
            read = self._reads.get(id(row))
            if old is not None and (read is None or old.link == read.link):
                if names[old.source] != source and old.link.crc == row.crc:
                    self._move(old, names[old.source], source)
                continue
            if read is None:
                continue
            if old is not None:
                self._removed[key] = old
            self._written.append(((key[0], source), read))
        self._compare_whole()
        self._count(names)
        self._regroup()
        return [old.number for old in self._removed.values()]

    def _read_again(self, source: str, rows: Sequence[Row]) -> Mapping[int, Read]:
        paths = [feed.path for feed in self._feeds.get(source, ())]
        return self._entries.read_again(source, paths, rows) if self._entries else {}

    def _move(self, old: StoredRecord, before: str, now: str) -> None:
        self._moved[old.number] = now
        for source, sign in ((before, -1), (now, 1)):
            self._kept[source] += sign
            self._withdrawn[source] += sign * (old.link.withdrawn is not None)

    def write_records(self, patcher: BasePatcher, spool: BinaryIO, ranges: Sequence[tuple[int, int, int]]) -> None:
        """Write what was decided; ``ranges``: those of the records that go, as ``ranges_of`` gives them."""
        patcher.add_sources({*self._counts, *self._states})
        if self._regrouping is not None:
            patcher.replace_groups(self._regrouping)
        for key, number in self._groups_kept.items():
            patcher.know_group(key, number)
        patcher.remove_records([old.number for old in self._removed.values()], ranges)
        patcher.remove_listings((id_key(name), source) for name, source in self._removed)
        patcher.move_records(self._moved)
        spool.flush()
        total = len(self._written)
        for done, ((_, source), read) in enumerate(self._written, start=1):
            spool.seek(read.offset)
            packed = spool.read(read.length)
            changed = changed_at(read.link)
            patcher.write_record(Stored(read.link, source, read.offset, read.length, changed), packed)
            if done % 500 == 0 or done == total:
                self._on_progress("writing", done, total)
        patcher.write_rows()
        patcher.write_listings()
        patcher.write_names()

    def _compare_whole(self) -> None:
        """Find what differs in sources that were read whole."""
        for source, reads in sorted(self._whole.items()):
            unchanged = set()
            for name, old in self._stored.iter_records(source):
                read = reads.get(name)
                if read is not None and read.link == old.link:
                    unchanged.add(name)
                else:
                    self._removed[name, source] = old
            self._written += (((name, source), reads[name]) for name in sorted(reads.keys() - unchanged))

    def _find_stored(self, key: RecordKey) -> StoredRecord | None:
        return self._stored.find(key[0], lambda source: self._scopes[source] == key[1])

    def _count(self, names: Mapping[int, str]) -> None:
        keys = set()
        for (name, source), read in self._written:
            key = (name, record_scope(source))
            keys.add(key)
            counts = self._counts.setdefault(source, _Counts())
            old = self._removed.get(key)
            counts.new += old is None
            counts.changed += old is not None
            counts.withdrawn += read.link.withdrawn is not None and (old is None or old.link.withdrawn is None)
            self._kept[source] += 1
            self._withdrawn[source] += read.link.withdrawn is not None
        for key, old in self._removed.items():
            source = names[old.source]
            self._kept[source] -= 1
            self._withdrawn[source] -= old.link.withdrawn is not None
            if key not in keys:
                self._counts.setdefault(source, _Counts()).removed += 1

    def _regroup(self) -> None:
        self._on_progress("grouping", 0, 1)
        new: list[RecordLink] = []
        same: set[RecordKey] = set()
        for (name, source), read in self._written:
            key = (name, record_scope(source))
            old = self._removed.get(key)
            if old is not None and _groups_alike(old.link, read.link):
                same.add(key)
                self._groups_kept[id_key(name)] = old.group
            else:
                new.append(read.link)
        out = {old.number: old.link for key, old in self._removed.items() if key not in same}
        if out or new:
            groups = self._stored.groups
            self._regrouping = regroup(groups, out, new, groups.next_number())

    def feeds(self, source: str) -> Sequence[FreshFeed]:
        """Return the feeds of a source of which ``is_news`` was asked."""
        return self._feeds[source]

    def write_table(self, source: str, patcher: BasePatcher, spool: BinaryIO, aside: Aside) -> None:
        """Read a source without records, such as scores, and write what differs; on failure nothing of it changes."""
        result = self._whole_reader(spool).read_table(
            source, self._feeds[source], patcher, self._marks_of(source), aside
        )
        before = self._states[source].kept if source in self._states else 0
        if isinstance(result, str):
            self._give_up(source, result)
            return
        self._take_whole(source, result)
        counts, kept = self._counts[source], result.state.kept
        counts.new, counts.removed, counts.changed = max(0, kept - before), max(0, before - kept), min(kept, before)

    def _take_whole(self, source: str, result: WholeRead | str) -> None:
        if isinstance(result, str):
            self._give_up(source, result)
            return
        self._counts[source].read = result.state.read
        if result.records is not None:
            self._whole[source] = result.records
        self._states[source] = result.state
        self._rows[source] = result.rows
        self._marks[source] = result.marks
        self._dirty.add(source)

    def _give_up(self, source: str, code: str) -> None:
        self.fail(source, code)
        self._files.pop(source, None)

    def old_states(self) -> tuple[SourceState, ...]:
        """Return the states of the sources as the base has them."""
        return tuple(self._states[source] for source in sorted(self._states))

    def finish(self, patcher: BasePatcher) -> tuple[SourceState, ...]:
        """Write ledgers and return the states of the sources."""
        for source in sorted(self._dirty):
            files = self._files.get(source)
            if files is None:
                ledger = self._stored.ledgers.get(source)
                files = ledger.files if ledger else ()
            patcher.write_ledger(source, Ledger(self._rows_of(source), files, self._marks_of(source)))
        states = dict(self._states)
        touched = {source for counter in (self._kept, self._withdrawn) for source, change in counter.items() if change}
        for source in sorted(self._dirty | touched):
            if source not in self._whole and (source in self._by_entry or is_delta_source(source)):
                before = states.get(source) or _empty_state(source)
                kept, withdrawn = before.kept + self._kept[source], before.withdrawn + self._withdrawn[source]
                states[source] = self._state(source, kept, withdrawn)
        for source in self._counts:
            failed = self._failed.get(source)
            state = states.get(source) or _empty_state(source)
            if state.failed != failed:
                states[source] = msgspec.structs.replace(state, failed=failed)
        return tuple(states[source] for source in sorted(states))

    def _state(self, source: str, kept: int, withdrawn: int) -> SourceState:
        sums = total(self._rows_of(source), self._now, EXAMPLES_MAX)
        return SourceState(
            id=source,
            as_of=sums.newest,
            read=sums.read,
            kept=kept,
            skipped=sum(sums.reasons.values()),
            withdrawn=withdrawn,
            skipped_reasons=sums.reasons,
            future=sums.future,
            notes=sums.notes,
            examples=sums.examples,
            licence=info_of(source).licence,
            max_age_hours=info_of(source).max_age_hours,
        )

    @property
    def has_changes(self) -> bool:
        """True where the base must be written: something was read, or a source began or ceased to fail."""
        if self._dirty:
            return True
        return any(
            self._failed.get(source) != (self._states[source].failed if source in self._states else None)
            for source in self._counts
        )

    def changes(self) -> tuple[SourceChange, ...]:
        """Return what became of each source that was asked for or touched."""
        result = []
        for source in sorted(self._counts):
            counts, failed = self._counts[source], self._failed.get(source)
            any_change = counts.new or counts.changed or counts.removed
            status: Literal["updated", "unchanged", "failed"] = (
                "failed" if failed else "updated" if any_change else "unchanged"
            )
            result.append(
                SourceChange(
                    source=source,
                    status=status,
                    new=counts.new,
                    changed=counts.changed,
                    withdrawn=counts.withdrawn,
                    removed=counts.removed,
                    read=counts.read,
                    failed=failed,
                )
            )
        return tuple(result)


def patch_base(
    base: Path,
    feeds: Sequence[FreshFeed],
    *,
    failures: Mapping[str, str],
    now: datetime,
    processes: int,
    on_progress: OnProgress = lambda step, done, total: None,
) -> PatchReport:
    """Bring a base up to date; the result takes its place when complete.

    Sources without a feed stay as they are. Interrupted at any point, the old file stays as it was.

    Args:
        feeds: all files of a source where it comes as several; of a source of OSV one zip.
        failures: source id → message code, for sources that could not be had; this is kept in
            the base until they can.
        now: time of the update, aware UTC.

    Raises:
        IntegrityError: as ``open_knowledge``; ``knowledge.changed_meanwhile``: another process replaced the base.
        UnsupportedError: the base does not say what it was made from (``knowledge.no_ledger``).
        InputError: no place to write.

    Cost: copying and hashing the file (0.3 s per 100 MB), looking through the directories of the zips (2 s per million
    entries), and 1 ms for each changed record.
    """
    check_header(base)
    before = _identity(base)
    with _collector_resting(), StoredBase(base) as stored:
        patch = Patch(stored, now, processes, on_progress)
        news = _news(patch, feeds, failures)
        states = _run(patch, base, before, news, now, processes) if news or patch.has_changes else None
    if states is None:
        return PatchReport(target=str(base), written=False, changes=patch.changes(), states=patch.old_states())
    return PatchReport(target=str(base), written=True, changes=patch.changes(), states=states)


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Let the collector of cycles rest: it would look at a hundred thousand rows, which live to the end, again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _news(patch: Patch, feeds: Sequence[FreshFeed], failures: Mapping[str, str]) -> list[str]:
    """Return the sources whose feeds are other files than the base was made from."""
    for source, code in sorted(failures.items()):
        patch.fail(source, code)
    by_source: dict[str, list[FreshFeed]] = {}
    for feed in sorted(feeds, key=lambda feed: (feed.source, feed.path)):
        if feed.source not in failures:
            by_source.setdefault(feed.source, []).append(feed)
    return [source for source, group in by_source.items() if patch.is_news(source, group)]


class _Unchanged(Exception):
    """Leaves the block that would put the copy in place."""


def _run(
    patch: Patch, base: Path, before: tuple[int, int, int], news: Sequence[str], now: datetime, processes: int
) -> tuple[SourceState, ...] | None:
    """Patch a copy and put it in place; None where nothing turned out to be new."""
    records = [source for source in news if kind_of(source) in RECORD_KINDS]
    try:
        with (
            replacing(base) as temporary,
            companion(temporary, "spool").open("w+b") as spool,
            reading_aside(base, {source: patch.feeds(source) for source in news}, processes) as aside,
            ThreadPoolExecutor(2) as threads,
        ):
            # The system copies while this process reads.
            copying = threads.submit(_copy, base, temporary)
            threads.submit(_sync, temporary, copying)  # most of the file is on the disk before the rest is written
            patch.read_records(records, spool, aside)
            removed = patch.decide()
            ranges = threads.submit(ranges_of, base, removed)
            copying.result()
            with BasePatcher(temporary, now) as patcher:
                for source in news:
                    if source not in records:
                        patch.write_table(source, patcher, spool, aside)
                patch.write_records(patcher, spool, ranges.result())
                if not patch.has_changes:
                    raise _Unchanged
                states = patch.finish(patcher)
                patcher.complete(states)
            patcher.seal()
            if _identity(base) != before:
                raise IntegrityError("knowledge.changed_meanwhile", path=str(base))
    except _Unchanged:
        return None
    return states


def _copy(base: Path, copy: Path) -> None:
    try:
        base.open("rb").close()
    except OSError as error:
        raise IntegrityError("knowledge.not_readable", path=str(base), why=error.strerror or "") from error
    with base.open("rb") as old, copy.open("r+b") as new:
        try:
            fcntl.ioctl(new, _CLONE, old.fileno())  # shares the blocks, where the file system can
        except OSError:
            pass
        else:
            return
    shutil.copyfile(base, copy)  # inside the kernel, where the system can


def _sync(copy: Path, copying: "Future[None]") -> None:
    copying.result()
    with copy.open("rb") as stream:
        os.fsync(stream.fileno())


def _identity(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_ino, status.st_mtime_ns, status.st_size


def _was_read(state: SourceState | None) -> bool:
    """Say whether a failure of the last time was that of the network only, so that the data is all here."""
    return state is not None and (state.failed or "").startswith(("net.", "update."))


def _groups_alike(old: RecordLink, new: RecordLink) -> bool:
    """Say whether a change of a record leaves all groups as they are."""

    def relevant(link: RecordLink) -> RecordLink:
        withdrawn = None if link.withdrawn is None else ""
        return msgspec.structs.replace(link, modified="", published=None, withdrawn=withdrawn, crc=0)

    return relevant(old) == relevant(new)


def _empty_state(source: str) -> SourceState:
    return SourceState(id=source, as_of=None, read=0, kept=0, skipped=0)
