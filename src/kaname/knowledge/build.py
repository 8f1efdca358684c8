"""Building a knowledge base from feeds that lie in folders.

Reads every feed once. What must wait until all ids are known (heads, bodies, rows) waits in a spool file beside the target,
so memory grows with the number of records and not with their size. Refuses to write where it found no feed at all.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from kaname.errors import InputError, KanameError
from kaname.knowledge.alias_groups import group_links
from kaname.knowledge.feeds import RECORD_KINDS, FoundFeed, Kind, find_feeds
from kaname.knowledge.instants import format_instant, parse_instant
from kaname.knowledge.ledger import Ledger, Row, file_digests, read_row, skipped_row
from kaname.knowledge.name_lists import ListedNames, NameLists
from kaname.knowledge.records import Chunk, ProductName, RecordLink
from kaname.knowledge.replace import companion, replacing
from kaname.knowledge.score_tables import ChangedScores, marks_of_table
from kaname.knowledge.sources.documents import read_file
from kaname.knowledge.sources.eol import Eol
from kaname.knowledge.sources.epss import Epss
from kaname.knowledge.sources.euvd import EuvdKev
from kaname.knowledge.sources.kev import Kev, KevPart, KevRecord
from kaname.knowledge.sources.registry import info_of, record_scope
from kaname.knowledge.workers import iter_advisories, split_feed, weight
from kaname.knowledge.writer import BaseWriter, Stored
from kaname.model.source import SkippedRecord, SourceState

EXAMPLES_MAX = 10  # skipped records named per source; all are counted

UNDATED = datetime(1970, 1, 1, tzinfo=UTC)  # stands for the time of records of sources that give none

OnProgress = Callable[[str, int, int], None]
"""Called with the step (``reading``, ``grouping``, ``writing``), steps done and steps in all."""


class BuildReport(Struct, frozen=True, kw_only=True):
    """What a build did.

    Attributes:
        target, size_bytes, digest: the file written. sources: every source with its counts.
        groups, records, withdrawn, ranges, packages: what the base holds.
        merged_records: records in groups of more than one record; related_pairs: links kept as ``related``.
        status: ``complete``, or ``partial`` where a feed could not be read at all.
    """

    target: str
    size_bytes: int
    digest: str
    status: str
    sources: tuple[SourceState, ...]
    groups: int
    records: int
    withdrawn: int
    ranges: int
    ranges_without_keys: int
    packages: int


class _Tally:
    """Counts of one source while it is read."""

    def __init__(self, source: str, licence: str, max_age_hours: int | None) -> None:
        self.source = source
        self.licence = licence
        self.max_age_hours = max_age_hours
        self.read = self.kept = self.withdrawn = self.future = 0
        self.reasons: Counter[str] = Counter()
        self.notes: Counter[str] = Counter()
        self.examples: list[SkippedRecord] = []
        self.newest: datetime | None = None
        self.model: str | None = None
        self.version: str | None = None
        self.failed: str | None = None

    def skip(self, skipped: SkippedRecord, *, named: bool = True) -> None:
        self.reasons[skipped.reason] += 1
        if named and len(self.examples) < EXAMPLES_MAX:
            self.examples.append(skipped)

    def fail(self, skipped: SkippedRecord) -> None:
        """A whole feed cannot be read: it counts as one skipped record."""
        self.read += 1
        self.failed = skipped.reason
        self.skip(skipped)

    def see(self, instant: datetime | None, now: datetime) -> None:
        if instant is not None and instant > now:
            self.future += 1
        elif instant is not None and (self.newest is None or instant > self.newest):
            self.newest = instant

    def state(self) -> SourceState:
        return SourceState(
            id=self.source,
            as_of=format_instant(self.newest) if self.newest else None,
            read=self.read,
            kept=self.kept,
            skipped=sum(self.reasons.values()),
            withdrawn=self.withdrawn,
            skipped_reasons=dict(sorted(self.reasons.items())),
            model=self.model,
            version=self.version,
            future=self.future,
            notes=dict(sorted(self.notes.items())),
            examples=tuple(self.examples),
            failed=self.failed,
            licence=self.licence,
            max_age_hours=self.max_age_hours,
        )


class Builder:
    """One build, step by step; ``build_base`` runs it."""

    def __init__(self, now: datetime, processes: int, on_progress: OnProgress) -> None:
        self._now = now
        self._processes = processes
        self._on_progress = on_progress
        self._tallies: dict[str, _Tally] = {}
        self._stored: dict[tuple[str, str], Stored] = {}
        self._instants: dict[tuple[str, str], datetime] = {}
        self._listings: dict[str, KevPart] = {}
        self._rows: dict[str, list[Row]] = {}
        self._row_of: dict[tuple[str, str], Row] = {}
        self._files: dict[str, list[str]] = {}
        self._marks: dict[str, bytes] = {}

    def read_advisories(self, found: Sequence[FoundFeed], spool: BinaryIO) -> None:
        """Read every feed of advisories.

        Of copies of one record in feeds of one source the fuller one stays, then the newest, then the first.
        """
        tasks = []
        for item in found:
            tally = self._tally(item.feed.source)
            rows = self._rows.setdefault(item.feed.source, [])
            self._files.setdefault(item.feed.source, []).append(item.feed.path)
            for skipped in item.skipped:
                tally.read += 1
                tally.skip(skipped)
                rows.append(skipped_row(skipped))
            if item.error:
                tally.fail(item.error)
            else:
                tasks += split_feed(item.feed)
        total = sum(map(weight, tasks))
        done = 0
        for task, chunks in iter_advisories(tasks, self._processes):
            tally = self._tallies[task.source]
            for chunk in chunks:
                tally.read += chunk.read
                tally.notes.update(chunk.notes)
                tally.failed = chunk.failed or tally.failed
                for skipped in chunk.skipped:
                    tally.skip(skipped)
                self._keep_chunk(chunk, task.source, spool)
            done += weight(task)
            self._on_progress("reading", done, total)
        spool.flush()
        for stored in self._stored.values():
            tally = self._tallies[stored.source]
            tally.kept += 1
            tally.withdrawn += stored.link.withdrawn is not None

    def _keep_chunk(self, chunk: Chunk, source: str, spool: BinaryIO) -> None:
        rows = self._rows[source]
        rows += map(skipped_row, chunk.skipped)
        origins = chunk.members or (("", {}),) * len(chunk.records)
        marks = chunk.marks or (0,) * len(chunk.records)
        for (link, packed), (member, notes), mark in zip(chunk.records, origins, marks, strict=True):
            row = read_row(member, link, notes, mark)
            rows.append(row)
            self._keep(link, packed, source, spool, row)

    def _keep(self, link: RecordLink, packed: bytes, source: str, spool: BinaryIO, row: Row) -> None:
        instant = changed_at(link)
        if instant is not UNDATED:
            self._tallies[source].see(instant, self._now)
        key = (link.id, record_scope(source))
        earlier = self._stored.get(key)
        if earlier is not None:
            newer = (link.rank, instant) > (earlier.link.rank, self._instants[key])
            loser = earlier.source if newer else source
            same = link.crc == earlier.link.crc
            reason = "knowledge.skipped.same_copy" if same else "knowledge.skipped.other_copy"
            self._tallies[loser].skip(SkippedRecord(link.id, reason), named=False)
            losing = self._row_of[key] if newer else row
            losing.reason = reason
            # The overview of a record may name ids that the full one leaves out.
            fuller_differs = link.rank != earlier.link.rank
            if not newer:
                if fuller_differs:
                    self._stored[key] = earlier._replace(link=with_ids_of(earlier.link, link))
                return
            if fuller_differs:
                link = with_ids_of(link, earlier.link)
        offset = spool.tell()
        spool.write(packed)
        self._stored[key] = Stored(link, source, offset, len(packed), instant)
        self._instants[key] = instant
        self._row_of[key] = row

    def read_listings(self, found: Sequence[FoundFeed], reader: Kev | EuvdKev) -> None:
        """Read every list of known exploited vulnerabilities of one source; the one released last stays."""
        source = reader.info.id
        tally = self._tally(source) if found else None
        kept: KevPart | None = None
        for item in found:
            assert tally is not None
            self._files.setdefault(source, []).append(item.feed.path)
            try:
                part = next(reader.iter_records(item.feed))
            except (OSError, KanameError) as error:
                tally.fail(_unreadable(item, error))
                continue
            tally.read += len(part.records) + len(part.skipped)
            for skipped in part.skipped:
                tally.skip(skipped)
            if kept is not None and (part.date_released or "") <= (kept.date_released or ""):
                loser = part
            else:
                loser, kept = kept or KevPart((), (), "", None), part
            tally.reasons["knowledge.skipped.other_copy"] += len(loser.records)
        if tally is None or kept is None:
            return
        entries: dict[str, KevRecord] = {}
        for entry in kept.records:
            if entry.cve in entries:
                tally.skip(SkippedRecord(entry.cve, "knowledge.skipped.other_copy"))
            entries[entry.cve] = entry
        self._listings[source] = kept
        tally.kept = len(entries)
        tally.reasons = +tally.reasons
        tally.version = kept.catalog_version or None
        tally.see(parse_instant(kept.date_released or ""), self._now)

    def rows(self, source: str) -> list[Row]:
        """Return what became of each entry of a source; empty for one that has no records."""
        return self._rows.get(source, [])

    def marks(self, source: str) -> bytes:
        """Return what an update knows unchanged parts of a source without records by; see ``Ledger``."""
        return self._marks.get(source, b"")

    @property
    def stored(self) -> Mapping[tuple[str, str], Stored]:
        """The records that were read and stay, by id and scope; their content waits in the spool."""
        return self._stored

    def read_names(
        self,
        found: Sequence[FoundFeed],
        writer: BaseWriter,
        known: bytes = b"",
        listed: ListedNames | None = None,
    ) -> None:
        """Read every list of vendors and products into the base.

        Args:
            known: of the lists as they were before; see ``NameLists``.
            listed: what they come to, where they were read already.
        """
        lists = NameLists(known)
        names: list[ProductName] = listed.names if listed else []
        for item in found:
            tally = self._tally(item.feed.source)
            self._files.setdefault(item.feed.source, []).append(item.feed.path)
            # The list does not date itself, and names do not wear out.
            tally.max_age_hours = None
            if listed is not None:
                continue
            try:
                names.extend(lists.read_feed(item.feed))
            except (OSError, KanameError) as error:
                tally.fail(_unreadable(item, error))
        writer.add_names(names)
        if found:
            result = listed or lists.listed(names)
            tally.read += result.read
            tally.kept = result.kept
            for skipped in result.skipped:
                tally.skip(skipped)
            tally.reasons["knowledge.skipped.same_copy"] += result.repeated
            tally.reasons = +tally.reasons
            self._marks[tally.source] = result.packed

    def read_eol(self, found: Sequence[FoundFeed], writer: BaseWriter) -> None:
        """Read every list of release cycles into the base; of two entries for one product the first stays."""
        for item in found:
            tally = self._tally(item.feed.source)
            self._files.setdefault(item.feed.source, []).append(item.feed.path)
            try:
                for part in Eol().iter_records(item.feed):
                    tally.read += len(part.records) + len(part.skipped)
                    for skipped in part.skipped:
                        tally.skip(skipped)
                    for record in part.records:
                        if writer.write_eol(record):
                            tally.kept += 1
                        else:
                            tally.skip(SkippedRecord(record.id, "knowledge.skipped.other_copy"))
                    tally.see(parse_instant(part.newest or ""), self._now)
            except (OSError, KanameError) as error:
                tally.fail(_unreadable(item, error))

    def write(self, writer: BaseWriter, spool: BinaryIO, found: Sequence[FoundFeed]) -> tuple[int, int]:
        """Write everything that was read; returns the numbers of groups and of records."""
        self._on_progress("grouping", 0, 1)
        groups, unjoined = group_links(stored.link for stored in self._stored.values())
        writer.write_groups(groups)
        writer.write_unjoined(unjoined)
        total = len(self._stored)
        for done, key in enumerate(sorted(self._stored), start=1):
            stored = self._stored[key]
            spool.seek(stored.offset)
            writer.write_record(stored, spool.read(stored.length))
            if done % 500 == 0 or done == total:
                self._on_progress("writing", done, total)
        writer.write_rows()
        self.add_listings(writer)
        writer.write_listings()
        self.write_epss(writer, of_kind(found, "epss"))
        self.read_names(of_kind(found, "jvn-products"), writer)
        writer.write_names()
        self.read_eol(of_kind(found, "eol"), writer)
        for source, paths in sorted(self._files.items()):
            # Of a source that is always read whole the files alone tell whether anything changed.
            writer.write_ledger(source, Ledger(self.rows(source), file_digests(paths), self.marks(source)))
        return len(groups), total

    def add_listings(self, writer: BaseWriter) -> None:
        """Hand over the lists of known exploited vulnerabilities that were read."""
        for source, part in self._listings.items():
            writer.add_listings(source, part.records)

    def write_epss(self, writer: BaseWriter, found: Sequence[FoundFeed]) -> None:
        """Read every EPSS table and write the one with the latest scores."""
        tally = self._tally("epss") if found else None
        chosen: tuple[str, str] | None = None
        for item in found:
            assert tally is not None
            self._files.setdefault("epss", []).append(item.feed.path)
            try:
                part = next(Epss().iter_records(item.feed))
                stamp = (part.date or "", part.model)
                if chosen is not None and stamp <= chosen:
                    tally.read += 1
                    tally.skip(SkippedRecord(Path(item.feed.path).name, "knowledge.skipped.other_copy"))
                    continue
                writer.clear_epss()
                tally.kept = 0
                for part in Epss().iter_records(item.feed):
                    tally.read += part.read
                    for skipped in part.skipped:
                        tally.skip(skipped)
                    tally.kept += writer.write_epss(part.rows)
                    tally.model = part.model
            except (OSError, KanameError) as error:
                writer.clear_epss()
                tally.kept = 0
                tally.fail(_unreadable(item, error))
                continue
            chosen = stamp
            self._date_scores(tally, writer, stamp[1], stamp[0])
        if tally is not None:
            lost = tally.read - tally.kept - sum(tally.reasons.values())
            if lost:
                tally.reasons["knowledge.skipped.other_copy"] += lost
            if len(found) == 1 and not tally.reasons:
                self._marks["epss"] = marks_of_table(read_file(found[0].feed.path))

    def take_scores(self, changed: ChangedScores, writer: BaseWriter) -> None:
        """Count a table of scores of which an update wrote what changed."""
        tally = self._tally("epss")
        tally.read = tally.kept = changed.count
        self._marks["epss"] = changed.marks
        self._date_scores(tally, writer, changed.model, changed.date)

    def _date_scores(self, tally: _Tally, writer: BaseWriter, model: str, date: str | None) -> None:
        tally.model = model
        writer.write_meta("epss_model", model)
        writer.write_meta("epss_date", (date or "")[:10])
        tally.see(parse_instant(date or ""), self._now)

    def _tally(self, source: str) -> _Tally:
        info = info_of(source)
        return self._tallies.setdefault(source, _Tally(source, info.licence, info.max_age_hours))

    def fail_sources(self, failures: Mapping[str, str]) -> None:
        """Note sources that could not be had: source id → message code."""
        for source, code in failures.items():
            self._tallies.setdefault(source, _Tally(source, "", None)).failed = code

    def states(self) -> tuple[SourceState, ...]:
        """Return the state of every source, ordered by id."""
        return tuple(self._tallies[source].state() for source in sorted(self._tallies))

    def source_numbers(self) -> dict[str, int]:
        """Return the number of every source, in the order of ids."""
        return {source: number for number, source in enumerate(sorted(self._tallies))}


def build_base(
    folders: Sequence[Path],
    target: Path,
    *,
    now: datetime,
    processes: int,
    on_progress: OnProgress = lambda step, done, total: None,
    failures: Mapping[str, str] | None = None,
) -> BuildReport:
    """Build a knowledge base and put it in the place of ``target``.

    Same input and same ``now`` give the same bytes. Interrupted at any point, the old file stays as it was.

    Args:
        folders: where feeds lie; see ``feeds.find_feeds``.
        target: file to write.
        now: time of the build, aware UTC.
        processes: how many processes read advisories.
        on_progress: called often, from this process.
        failures: source id → message code, for sources that should be in the base and could not be had.

    Raises:
        InputError: nothing to read (``knowledge.no_sources``), or no place to write.
        IntegrityError: a worker died.
    """
    found = find_feeds(folders)
    if not any(item.error is None for item in found):
        raise InputError("knowledge.no_sources", path=", ".join(str(folder) for folder in folders))
    builder = Builder(now, processes, on_progress)
    with replacing(target) as temporary:
        spool_path = companion(temporary, "spool")
        with spool_path.open("w+b") as spool:
            builder.read_advisories([item for item in found if item.kind in RECORD_KINDS], spool)
            builder.read_listings(of_kind(found, "kev"), Kev())
            builder.read_listings(of_kind(found, "euvd-kev"), EuvdKev())
            builder.fail_sources(failures or {})
            with BaseWriter(temporary, now) as writer:
                writer.write_sources(builder.source_numbers())
                groups, records = builder.write(writer, spool, found)
                states = builder.states()
                counts = writer.finish(states)
        digest = writer.seal()
        size_bytes = temporary.stat().st_size
    return BuildReport(
        target=str(target),
        size_bytes=size_bytes,
        digest=digest,
        status="partial" if any(state.failed for state in states) else "complete",
        sources=states,
        groups=groups,
        records=records,
        withdrawn=sum(state.withdrawn for state in states),
        ranges=counts.ranges,
        ranges_without_keys=counts.without_keys,
        packages=counts.packages,
    )


def changed_at(link: RecordLink) -> datetime:
    """Return when a record was changed; ``UNDATED`` where it says no time."""
    return parse_instant(link.modified) or UNDATED


def with_ids_of(link: RecordLink, other: RecordLink) -> RecordLink:
    """Return a link with the ids of another copy of the same record beside its own."""
    aliases = tuple(dict.fromkeys((*link.aliases, *other.aliases)))
    return msgspec.structs.replace(
        link,
        aliases=tuple(name for name in aliases if name not in link.covers),
        bulletins=tuple(dict.fromkeys((*link.bulletins, *other.bulletins))),
        covers=tuple(dict.fromkeys((*link.covers, *other.covers))),
    )


def of_kind(found: Sequence[FoundFeed], kind: Kind) -> list[FoundFeed]:
    """Return the feeds of one kind, in their order."""
    return [item for item in found if item.kind == kind]


def _unreadable(item: FoundFeed, error: OSError | KanameError) -> SkippedRecord:
    name = Path(item.feed.path).name
    if isinstance(error, KanameError):
        return SkippedRecord(name, error.code)
    return SkippedRecord(name, "knowledge.skipped.unreadable", error.strerror or "")
