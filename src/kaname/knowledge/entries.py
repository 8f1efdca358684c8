"""Reading, for an update, the entries of a source of records that changed, and leaving the others unread.

An entry of a zip is known by its name and by the CRC-32 that the directory of the zip states; any other (a line, a
record in a page or in an XML file) by a mark of its bytes. Refuses nothing by itself: where entries cannot be told apart,
the source is read whole.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from kaname.errors import KanameError
from kaname.knowledge.archives import json_members, open_zip
from kaname.knowledge.build import OnProgress
from kaname.knowledge.changes import FreshFeed
from kaname.knowledge.feeds import FoundFeed, find_feeds
from kaname.knowledge.ledger import Row, read_row, skipped_row
from kaname.knowledge.records import Chunk, RecordLink
from kaname.knowledge.sources.documents import Entry, mark_of
from kaname.knowledge.sources.registry import entry_reader, is_delta_source
from kaname.knowledge.sources.source import Feed
from kaname.knowledge.workers import WORTHWHILE_MEMBERS, iter_advisories, split_feed
from kaname.knowledge.zip_directory import Directory, read_directory, read_entry
from kaname.model.source import SkippedRecord

OTHER_CONTENT = "knowledge.skipped.other_content"


class Read(Struct):
    """A record that was read now: its link and where its content waits."""

    link: RecordLink
    offset: int
    length: int


class FreshEntries(Struct):
    """What became of a source.

    Attributes:
        rows: of every entry, in the order of the feed; those of unchanged entries as they were.
        reads: ``id`` of a row → the record read for it. read: how many entries had to be read.
    """

    rows: list[Row]
    reads: dict[int, Read]
    read: int


class EntriesReader:
    """Reads what changed into a spool."""

    def __init__(self, spool: BinaryIO, processes: int, on_progress: OnProgress) -> None:
        self._spool = spool
        self._processes = processes
        self._on_progress = on_progress

    def read(self, source: str, feeds: Sequence[FreshFeed], old_rows: Sequence[Row]) -> FreshEntries | str | None:
        """Read the entries of a source that changed.

        Returns:
            What was read; a message code where the source cannot be read; None where entries cannot be told apart.
        """
        is_one_zip = len(feeds) == 1 and feeds[0].path.endswith(".zip") and entry_reader(source).comes_zipped
        if not is_one_zip and not any(row.mark for row in old_rows):
            return None
        try:
            if is_one_zip and is_delta_source(source):
                # To look into all of the zip first would take longer than to read what changed in it.
                return self._read_zip(feeds[0], old_rows)
            found = [item for feed in feeds for item in find_feeds([Path(feed.path)])]
            if len(found) != len(feeds) or any(item.feed.source != source or item.error for item in found):
                return next((item.error.reason for item in found if item.error), OTHER_CONTENT)
            return self._read_zip(feeds[0], old_rows) if is_one_zip else self._read_marked(found, old_rows)
        except (OSError, KanameError) as error:
            return error.code if isinstance(error, KanameError) else "knowledge.skipped.unreadable"

    def read_again(self, source: str, paths: Sequence[str], rows: Collection[Row]) -> dict[int, Read]:
        """Read entries that were left unread, by what tells them apart; ``id`` of a row → record, where it was found."""
        wanted = {(row.mark, "" if row.mark else row.member, row.id, row.crc): row for row in rows}
        found: dict[int, Read] = {}
        for path in paths:
            for chunk in self._iter_again(source, path, rows):
                for link, packed, member, _, mark in _records(chunk):
                    row = wanted.get((mark, "" if mark else member, link.id, link.crc))
                    if row is not None and id(row) not in found:
                        found[id(row)] = self._put(link, packed)
        return found

    def _iter_again(self, source: str, path: str, rows: Collection[Row]) -> Iterator[Chunk]:
        reader = entry_reader(source)
        marks = {row.mark for row in rows if row.mark}
        members = [row.member for row in rows if row.member and not row.mark]
        if members and path.endswith(".zip"):
            directory = read_directory(path)
            if directory is not None and all(
                name in directory.crcs and directory.entry(name) is not None for name in members
            ):
                yield from reader.iter_chunks(_iter_entries(path, directory, members), marked=False)
            else:
                yield from reader.iter_records(Feed(source, "zip", path, tuple(members)))
        elif marks:
            for item in find_feeds([Path(path)]):
                entries = (entry for entry in reader.iter_entries(item.feed) if _mark(entry) in marks)
                yield from reader.iter_chunks(entries, marked=True)

    def _put(self, link: RecordLink, packed: bytes) -> Read:
        read = Read(link, self._spool.tell(), len(packed))
        self._spool.write(packed)
        return read

    def _read_zip(self, feed: FreshFeed, old_rows: Sequence[Row]) -> FreshEntries:
        known = {row.member: row for row in old_rows}
        if len(known) < len(old_rows):
            # Several rows of one entry cannot be told apart by its name: such entries are read.
            several = Counter(row.member for row in old_rows)
            known = {member: row for member, row in known.items() if several[member] == 1}
        directory = read_directory(feed.path)
        refused: list[Row] = []
        if directory is not None:
            crcs = directory.crcs
            wanted = [name for name, crc in crcs.items() if (row := known.get(name)) is None or row.crc != crc]
            if any(directory.entry(name) is None for name in wanted):
                directory = None
        if directory is None:
            with open_zip(feed.path) as archive:
                names, skipped = json_members(archive)
                crcs = {name: archive.getinfo(name).CRC for name in names}
            refused = [skipped_row(item) for item in skipped]
            wanted = [name for name, crc in crcs.items() if (row := known.get(name)) is None or row.crc != crc]
        fresh: dict[str, list[Row]] = {name: [] for name in wanted}
        reads: dict[int, Read] = {}
        for chunk in self._iter_zip_chunks(feed, directory, wanted):
            for item in chunk.skipped:
                fresh.setdefault(item.name, []).append(skipped_row(item, crcs.get(item.name, 0)))
            for link, packed, member, notes, _ in _records(chunk):
                row = read_row(member, link, notes)
                fresh[member].append(row)
                reads[id(row)] = self._put(link, packed)
        rows = refused
        for name in crcs:
            if name in fresh:
                rows += fresh[name]
            else:
                rows.append(known[name])
        return FreshEntries(rows, reads, len(wanted))

    def _iter_zip_chunks(self, feed: FreshFeed, directory: Directory | None, wanted: Sequence[str]) -> Iterator[Chunk]:
        if directory is not None and len(wanted) < WORTHWHILE_MEMBERS:
            yield from entry_reader(feed.source).iter_chunks(_iter_entries(feed.path, directory, wanted), marked=False)
            return
        tasks = split_feed(Feed(feed.source, "zip", feed.path, tuple(wanted)))
        done = 0
        for _, chunks in iter_advisories(tasks, self._processes):
            for chunk in chunks:
                done += chunk.read
                self._on_progress("reading", done, len(wanted))
                yield chunk

    def _read_marked(self, found: Sequence[FoundFeed], old_rows: Sequence[Row]) -> FreshEntries:
        known = _rows_by_mark(old_rows)
        reads: dict[int, Read] = {}
        rows: list[Row] = []
        read = 0
        for item in found:
            read += self._read_file(item, known, rows, reads)
        return FreshEntries(rows, reads, read)

    def _read_file(self, item: FoundFeed, known: dict[int, list[Row]], rows: list[Row], reads: dict[int, Read]) -> int:
        """Read what changed in a file; an entry found in ``known`` is taken out of it, so that a second one is read."""
        places: list[list[Row]] = []
        by_mark: dict[int, list[Row]] = {}
        by_name: dict[str, list[Row]] = {}

        def iter_fresh() -> Iterator[Entry]:
            for name, content in reader.iter_entries(item.feed):
                mark = mark_of(content) if isinstance(content, bytes) else 0
                unread = known.pop(mark, None)
                places.append([] if unread is None else unread)
                if unread is None:
                    by_mark.setdefault(mark, places[-1])
                    by_name.setdefault(name, places[-1])
                    yield name, content

        reader = entry_reader(item.feed.source)
        rows += map(skipped_row, item.skipped)
        for chunk in reader.iter_chunks(iter_fresh(), marked=True):
            for skipped in chunk.skipped:
                by_name.get(skipped.name, places[-1]).append(skipped_row(skipped))
            for link, packed, _, notes, mark in _records(chunk):
                row = read_row("", link, notes, mark)
                by_mark[mark].append(row)
                reads[id(row)] = self._put(link, packed)
        rows += (row for place in places for row in place)
        return len(by_name)


def _records(chunk: Chunk) -> Iterator[tuple[RecordLink, bytes, str, dict[str, int], int]]:
    """Yield link, content, member, notes and mark of each record of a chunk."""
    marks = chunk.marks or (0,) * len(chunk.records)
    for (link, packed), (member, notes), mark in zip(chunk.records, chunk.members, marks, strict=True):
        yield link, packed, member, notes, mark


def _mark(entry: Entry) -> int:
    return mark_of(entry[1]) if isinstance(entry[1], bytes) else 0


def _rows_by_mark(rows: Sequence[Row]) -> dict[int, list[Row]]:
    """Return the rows of each marked entry; without those of entries that were there twice, which cannot be told apart."""
    found: dict[int, list[Row]] = {}
    for row in rows:
        if row.mark:
            found.setdefault(row.mark, []).append(row)
    return {
        mark: entry for mark, entry in found.items() if len(entry) == 1 or len({row.id for row in entry}) == len(entry)
    }


def _iter_entries(path: str, directory: Directory, names: Sequence[str]) -> Iterator[Entry]:
    with Path(path).open("rb") as stream:
        for name in names:
            entry = directory.entry(name)
            content = read_entry(stream, entry) if entry is not None else None
            yield name, content if content is not None else SkippedRecord(name, "knowledge.skipped.damaged_entry")
