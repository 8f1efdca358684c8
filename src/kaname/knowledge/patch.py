"""Bringing a base up to date with new feeds: only entries that changed are read, only records that changed are written.

Works on a copy that takes the place of the base when complete. The result answers like a base that was built anew from the
same feeds (``tests/property/knowledge/test_patch.py``); numbers inside the file may differ. A feed that cannot be read
changes nothing but the state of its source.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Literal

import msgspec
from msgspec import Struct

from kaname.errors import IntegrityError, UnsupportedError
from kaname.ident.vulnerability_ids import id_key
from kaname.knowledge.base import check_header
from kaname.knowledge.build import EXAMPLES_MAX, OnProgress, changed_at, with_ids_of
from kaname.knowledge.changes import FreshFeed, PatchReport, SourceChange
from kaname.knowledge.entries import EntriesReader, Read
from kaname.knowledge.feeds import RECORD_KINDS
from kaname.knowledge.ledger import Ledger, Row, file_digests, total
from kaname.knowledge.patcher import BasePatcher
from kaname.knowledge.records import RecordLink
from kaname.knowledge.regroup import OldGroups, regroup, stored_link
from kaname.knowledge.replace import companion, replacing
from kaname.knowledge.sources.registry import info_of, is_delta_source, record_scope
from kaname.knowledge.whole import WholeReader
from kaname.knowledge.writer import Stored
from kaname.model.source import SourceState


class _Stored(Struct):
    """A record as the base has it."""

    number: int
    source: int
    group: int
    link: RecordLink


_Key = tuple[str, str]
"""Id of a record, and the scope within which an id names one record (``registry.record_scope``), or its source."""

_STORED = (
    "SELECT r.id, r.source, r.grp, r.name, r.modified, r.published, r.withdrawn, r.crc, l.content FROM record r"
    " LEFT JOIN link l ON l.record = r.id"
)


def _stored(row: tuple[Any, ...]) -> _Stored:
    number, source, group, *link = row
    return _Stored(number, source, group, stored_link(*link))


class _Counts:
    def __init__(self) -> None:
        self.new = self.changed = self.withdrawn = self.removed = self.read = 0


class Patch:
    """One patch, step by step; ``patch_base`` runs it."""

    def __init__(
        self, patcher: BasePatcher, spool: BinaryIO, now: datetime, processes: int, on_progress: OnProgress
    ) -> None:
        self._patcher = patcher
        self._spool = spool
        self._now = now
        self._processes = processes
        self._on_progress = on_progress
        self._reader = WholeReader(patcher, spool, now, processes, on_progress)
        self._entries = EntriesReader(spool, processes, on_progress)
        self._old = OldGroups(patcher.database)
        self._ledgers = patcher.ledgers()
        self._states = patcher.states()
        self._rows = {source: ledger.rows for source, ledger in self._ledgers.items()}
        self._files: dict[str, tuple[str, ...]] = {}
        self._paths: dict[str, tuple[str, ...]] = {}
        self._reads: dict[int, Read] = {}
        self._touched: set[_Key] = set()
        self._whole: dict[str, Mapping[str, Read]] = {}
        self._dirty: set[str] = set()
        self._by_entry: set[str] = set()
        self._scopes = {number: record_scope(name) for name, number in patcher.sources.items()}
        self._failed: dict[str, str] = {}
        self._counts: dict[str, _Counts] = {}

    def fail(self, source: str, code: str) -> None:
        """Note that a source could not be had; its data stays."""
        self._failed[source] = code
        self._counts.setdefault(source, _Counts())

    def is_news(self, source: str, feeds: Sequence[FreshFeed]) -> bool:
        """Say whether the feeds of a source are other files than the base was made from; notes their digests."""
        self._counts.setdefault(source, _Counts())
        self._paths[source] = tuple(feed.path for feed in feeds)
        known = [(feed.sha256,) if feed.sha256 else file_digests([feed.path]) for feed in feeds]
        digests = tuple(digest for each in known for digest in each) if all(known) else ()
        ledger = self._ledgers.get(source)
        state = self._states.get(source)
        if digests and ledger is not None and ledger.files == digests and state is not None and state.failed is None:
            return False
        if digests and ledger is not None and ledger.files == digests and _was_read(state):
            self._dirty.add(source)
            return False
        self._files[source] = digests
        return True

    def read(self, source: str, feeds: Sequence[FreshFeed]) -> None:
        """Read what changed in a source, or all of it where that cannot be told; on failure nothing of it changes."""
        if feeds[0].kind not in RECORD_KINDS:
            self._read_whole(source, feeds)
            return
        old_rows = self._rows.get(source, [])
        fresh = self._entries.read(source, feeds, old_rows)
        if fresh is None:
            self._read_whole(source, feeds)
            return
        if isinstance(fresh, str):
            self._give_up(source, fresh)
            return
        stay = set(map(id, fresh.rows))
        scope = record_scope(source)
        self._touched.update((row.id, scope) for row in old_rows if row.id and id(row) not in stay)
        self._touched.update((read.link.id, scope) for read in fresh.reads.values())
        self._reads |= fresh.reads
        self._counts[source].read += fresh.read
        self._rows[source] = fresh.rows
        self._by_entry.add(source)
        self._dirty.add(source)

    def write_records(self) -> None:
        """Decide for every id that a change touched which copy stays, and write what differs from the base."""
        stored = {key: self._find_stored(key) for key in self._touched}
        winners = self._choose(stored)
        removed: dict[_Key, _Stored] = {}
        written: list[tuple[_Key, Read]] = []
        moved: dict[int, str] = {}
        self._patcher.add_sources({*self._rows, *self._counts, *self._states})
        numbers = self._patcher.sources
        for key in sorted(self._touched):
            old, winner = stored[key], winners.get(key)
            if winner is None:
                if old is not None:
                    removed[key] = old
                continue
            source, row = winner
            read = self._reads.get(id(row))
            if old is not None and (read is None or old.link == read.link):
                if old.source != numbers[source] and old.link.crc == row.crc:
                    moved[old.number] = source
                continue
            if read is None:
                continue
            if old is not None:
                removed[key] = old
            written.append(((key[0], source), read))
        self._compare_whole(removed, written)
        self._count(removed, written)
        self._regroup(removed, written)
        self._patcher.remove_records([old.number for old in removed.values()])
        self._patcher.remove_listings((id_key(name), source) for name, source in removed)
        self._patcher.move_records(moved)
        self._spool.flush()
        for done, ((_, source), read) in enumerate(written, start=1):
            self._spool.seek(read.offset)
            packed = self._spool.read(read.length)
            changed = changed_at(read.link)
            self._patcher.write_record(Stored(read.link, source, read.offset, read.length, changed), packed)
            if done % 500 == 0 or done == len(written):
                self._on_progress("writing", done, len(written))
        self._patcher.write_rows()
        self._patcher.write_listings()
        self._patcher.write_names()

    def _compare_whole(self, removed: dict[_Key, _Stored], written: list[tuple[_Key, Read]]) -> None:
        """Find what differs in sources that were read whole."""
        for source, reads in sorted(self._whole.items()):
            unchanged = set()
            for name, old in _stored_of(self._patcher, source):
                read = reads.get(name)
                if read is not None and read.link == old.link:
                    unchanged.add(name)
                else:
                    removed[name, source] = old
            written += (((name, source), reads[name]) for name in sorted(reads.keys() - unchanged))

    def _find_stored(self, key: _Key) -> _Stored | None:
        group = self._old.number(id_key(key[0]))
        rows = self._patcher.database.execute(f"{_STORED} WHERE r.grp = ? AND r.name = ?", (group, key[0])).fetchall()
        return next((_stored(row) for row in rows if self._scopes[row[1]] == key[1]), None)

    def _candidates(self) -> dict[_Key, list[tuple[str, Row]]]:
        """Return key → (source, row) of every copy of each record that a change touched, in the order of a build."""
        found: dict[_Key, list[tuple[str, Row]]] = {}
        ids: dict[str, set[str]] = {}
        for name, scope in self._touched:
            ids.setdefault(scope, set()).add(name)
        for source in sorted(self._rows):
            scope = record_scope(source)
            touched = ids.get(scope)
            if touched:
                for row in [row for row in self._rows[source] if row.id in touched]:
                    found.setdefault((row.id, scope), []).append((source, row))
        return found

    def _choose(self, stored: Mapping[_Key, _Stored | None]) -> dict[_Key, tuple[str, Row]]:
        """Return key → (source, row) of the copy that stays: the fuller, then the newest, then the first."""
        winners: dict[_Key, tuple[str, Row]] = {}
        needed: list[tuple[str, Row]] = []
        mixed: dict[_Key, list[Row]] = {}
        for key, copies in self._candidates().items():
            winner, *others = copies
            for source, row in others:
                loser = (source, row)
                if (row.rank, row.instant) > (winner[1].rank, winner[1].instant):
                    winner, loser = loser, winner
                same = winner[1].crc == loser[1].crc
                self._set_reason(*loser, "knowledge.skipped.same_copy" if same else "knowledge.skipped.other_copy")
            self._set_reason(*winner, "")
            winners[key] = winner
            old = stored[key]
            if len({row.rank for _, row in copies}) > 1:
                # Each copy may name ids that the other leaves out.
                mixed[key] = [row for _, row in copies]
                needed += copies
            elif old is None or old.link.crc != winner[1].crc:
                needed.append(winner)
        self._fetch(needed)
        for key, rows in mixed.items():
            self._merge_ids(rows, winners[key][1])
        return winners

    def _set_reason(self, source: str, row: Row, reason: str) -> None:
        if row.reason != reason:
            row.reason = reason
            self._dirty.add(source)

    def _fetch(self, needed: Sequence[tuple[str, Row]]) -> None:
        """Read copies that were left unread and count now, such as those that were second best until now."""
        by_source: dict[str, list[Row]] = {}
        for source, row in needed:
            if id(row) not in self._reads:
                by_source.setdefault(source, []).append(row)
        for source, rows in by_source.items():
            self._reads |= self._entries.read_again(source, self._paths.get(source, ()), rows)
            for row in rows:
                if id(row) not in self._reads:
                    # Its feed is not at hand: the record stays as it was, and the copy is read when its feed comes.
                    row.crc = row.mark = 0
                    self._dirty.add(source)

    def _merge_ids(self, rows: Sequence[Row], winner: Row) -> None:
        """Give the copy that stays the ids of the others, in the same order as a build."""
        if any(id(row) not in self._reads for row in rows):
            return
        kept_row, *others = rows
        kept = self._reads[id(kept_row)].link
        for row in others:
            link = self._reads[id(row)].link
            newer = (row.rank, row.instant) > (kept_row.rank, kept_row.instant)
            differs = link.rank != kept.rank
            if newer:
                kept, kept_row = with_ids_of(link, kept) if differs else link, row
            elif differs:
                kept = with_ids_of(kept, link)
        self._reads[id(winner)].link = kept

    def _count(self, removed: Mapping[_Key, _Stored], written: Sequence[tuple[_Key, Read]]) -> None:
        names = {number: source for source, number in self._patcher.sources.items()}
        keys = set()
        for (name, source), read in written:
            key = (name, record_scope(source))
            keys.add(key)
            counts = self._counts.setdefault(source, _Counts())
            old = removed.get(key)
            counts.new += old is None
            counts.changed += old is not None
            counts.withdrawn += read.link.withdrawn is not None and (old is None or old.link.withdrawn is None)
        for key in removed.keys() - keys:
            self._counts.setdefault(names[removed[key].source], _Counts()).removed += 1

    def _regroup(self, removed: Mapping[_Key, _Stored], written: Sequence[tuple[_Key, Read]]) -> None:
        self._on_progress("grouping", 0, 1)
        new: list[RecordLink] = []
        kept: dict[_Key, _Stored] = {}
        for (name, source), read in written:
            key = (name, record_scope(source))
            old = removed.get(key)
            if old is not None and _groups_alike(old.link, read.link):
                kept[key] = old
            else:
                new.append(read.link)
        out = {old.number: old.link for key, old in removed.items() if key not in kept}
        if out or new:
            change = regroup(self._old, out, new, self._old.next_number())
            self._patcher.replace_groups(change)
        for (name, _), old in kept.items():
            self._patcher.know_group(id_key(name), old.group)

    def _read_whole(self, source: str, feeds: Sequence[FreshFeed]) -> None:
        result = self._reader.read(source, feeds)
        if isinstance(result, str):
            self._give_up(source, result)
            return
        counts = self._counts[source]
        counts.read = result.state.read
        if result.records is not None:
            self._whole[source] = result.records
        else:
            before = self._states[source].kept if source in self._states else 0
            kept = result.state.kept
            counts.new, counts.removed, counts.changed = max(0, kept - before), max(0, before - kept), min(kept, before)
        self._states[source] = result.state
        self._rows[source] = result.rows
        self._dirty.add(source)

    def _give_up(self, source: str, code: str) -> None:
        self.fail(source, code)
        self._files.pop(source, None)

    def old_states(self) -> tuple[SourceState, ...]:
        """Return the states of the sources as the base has them."""
        return tuple(self._states[source] for source in sorted(self._states))

    def finish(self) -> tuple[SourceState, ...]:
        """Write ledgers and the states of the sources."""
        self._patcher.add_sources({*self._rows, *self._counts, *self._states})
        for source in sorted(self._dirty):
            files = self._files.get(source)
            if files is None:
                files = self._ledgers[source].files if source in self._ledgers else ()
            self._patcher.write_ledger(source, Ledger(self._rows.get(source, []), files))
        kept = self._patcher.kept_counts()
        states = dict(self._states)
        numbers = self._patcher.sources
        for source in self._rows:
            if not is_delta_source(source) and source not in self._by_entry:
                continue
            count, withdrawn = kept.get(numbers[source], (0, 0))
            before = states.get(source)
            if source in self._dirty or before is None or (before.kept, before.withdrawn) != (count, withdrawn):
                states[source] = self._state(source, count, withdrawn)
        for source in self._counts:
            failed = self._failed.get(source)
            state = states.get(source) or _empty_state(source)
            if state.failed != failed:
                states[source] = msgspec.structs.replace(state, failed=failed)
        return tuple(states[source] for source in sorted(states))

    def _state(self, source: str, kept: int, withdrawn: int) -> SourceState:
        sums = total(self._rows[source], self._now, EXAMPLES_MAX)
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
    try:
        with replacing(base) as temporary:
            _copy(base, temporary)
            with companion(temporary, "spool").open("w+b") as spool, BasePatcher(temporary, now) as patcher:
                if not _has_ledger(patcher):
                    raise UnsupportedError("knowledge.no_ledger", path=str(base))
                patch = Patch(patcher, spool, now, processes, on_progress)
                states = _run(patch, feeds, failures)
                patcher.complete(states)
            patcher.seal()
            if _identity(base) != before:
                raise IntegrityError("knowledge.changed_meanwhile", path=str(base))
    except _Unchanged as result:
        return PatchReport(target=str(base), written=False, changes=result.changes, states=result.states)
    return PatchReport(target=str(base), written=True, changes=patch.changes(), states=states)


class _Unchanged(Exception):
    """Leaves the block that would put the copy in place."""

    def __init__(self, changes: tuple[SourceChange, ...], states: tuple[SourceState, ...]) -> None:
        self.changes = changes
        self.states = states


def _run(patch: Patch, feeds: Sequence[FreshFeed], failures: Mapping[str, str]) -> tuple[SourceState, ...]:
    for source, code in sorted(failures.items()):
        patch.fail(source, code)
    by_source: dict[str, list[FreshFeed]] = {}
    for feed in sorted(feeds, key=lambda feed: (feed.source, feed.path)):
        if feed.source not in failures:
            by_source.setdefault(feed.source, []).append(feed)
    news = {source: group for source, group in by_source.items() if patch.is_news(source, group)}
    for source, group in news.items():
        patch.read(source, group)
    patch.write_records()
    if not patch.has_changes:
        raise _Unchanged(patch.changes(), patch.old_states())
    return patch.finish()


def _has_ledger(patcher: BasePatcher) -> bool:
    """Return False for a base that does not say what it was made from."""
    return bool(patcher.database.execute("SELECT 1 FROM sqlite_master WHERE name = 'ledger'").fetchall())


def _copy(base: Path, copy: Path) -> None:
    try:
        base.open("rb").close()
    except OSError as error:
        raise IntegrityError("knowledge.not_readable", path=str(base), why=error.strerror or "") from error
    shutil.copyfile(base, copy)  # inside the kernel, where the system can


def _identity(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_ino, status.st_mtime_ns, status.st_size


def _stored_of(patcher: BasePatcher, source: str) -> Iterator[tuple[str, _Stored]]:
    for row in patcher.database.execute(f"{_STORED} WHERE r.source = ?", (patcher.sources[source],)):
        yield row[3], _stored(row)


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
