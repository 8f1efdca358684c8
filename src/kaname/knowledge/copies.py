"""Which of several copies of a record stays, where a change touched one: as in a build, from the rows of a ledger."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from kaname.knowledge.build import with_ids_of
from kaname.knowledge.entries import Read
from kaname.knowledge.ledger import Row
from kaname.knowledge.sources.registry import record_scope
from kaname.knowledge.stored import StoredRecord

RecordKey = tuple[str, str]
"""Id of a record, and the scope within which an id names one record (``registry.record_scope``), or its source."""

RowsOf = Callable[[str], Sequence[Row]]
ReadAgain = Callable[[str, Sequence[Row]], Mapping[int, Read]]


class Copies:
    """Chooses among copies.

    Attributes:
        reads: ``id`` of a row → the record read for it; grows where a copy that was left unread counts now.
        changed: sources of which a row changed.
    """

    def __init__(
        self, rows_of: RowsOf, reads: dict[int, Read], merging: Collection[str], read_again: ReadAgain
    ) -> None:
        """Prepare.

        Args:
            rows_of: source → its rows. merging: sources in which a record may hold ids of another copy, so that its CRC-32
                does not tell all. read_again: reads entries of a source that were left unread; as
                ``entries.EntriesReader.read_again``.
        """
        self.reads = reads
        self.changed: set[str] = set()
        self._rows_of = rows_of
        self._merging = merging
        self._read_again = read_again

    def choose(
        self, touched: Collection[RecordKey], stored: Mapping[RecordKey, StoredRecord | None], sources: Iterable[str]
    ) -> dict[RecordKey, tuple[str, Row]]:
        """Return key → (source, row) of the copy that stays: the fuller, then the newest, then the first.

        Args:
            touched: keys to look at. stored: the records as the base has them. sources: all that may hold a copy.
        """
        winners: dict[RecordKey, tuple[str, Row]] = {}
        needed: list[tuple[str, Row]] = []
        mixed: dict[RecordKey, list[Row]] = {}
        for key, copies in self._candidates(touched, sources).items():
            winner = winners[key] = self._best(copies)
            old = stored[key]
            if len({row.rank for _, row in copies}) > 1:
                # Each copy may name ids that the other leaves out.
                mixed[key] = [row for _, row in copies]
                needed += copies
            elif old is None or old.link.crc != winner[1].crc or winner[0] in self._merging:
                needed.append(winner)
        self._fetch(needed)
        for key, rows in mixed.items():
            self._merge_ids(rows, winners[key][1])
        return winners

    def _candidates(
        self, touched: Collection[RecordKey], sources: Iterable[str]
    ) -> dict[RecordKey, list[tuple[str, Row]]]:
        """Return every copy of each record, in the order of a build."""
        found: dict[RecordKey, list[tuple[str, Row]]] = {}
        ids: dict[str, set[str]] = {}
        for name, scope in touched:
            ids.setdefault(scope, set()).add(name)
        for source in sorted(sources):
            scope = record_scope(source)
            names = ids.get(scope)
            if names:
                for row in [row for row in self._rows_of(source) if row.id in names]:
                    found.setdefault((row.id, scope), []).append((source, row))
        return found

    def _best(self, copies: Sequence[tuple[str, Row]]) -> tuple[str, Row]:
        winner, *others = copies
        for copy in others:
            loser = copy
            if (copy[1].rank, copy[1].instant) > (winner[1].rank, winner[1].instant):
                winner, loser = copy, winner
            same = winner[1].crc == loser[1].crc
            self._set_reason(*loser, "knowledge.skipped.same_copy" if same else "knowledge.skipped.other_copy")
        self._set_reason(*winner, "")
        return winner

    def _set_reason(self, source: str, row: Row, reason: str) -> None:
        if row.reason != reason:
            row.reason = reason
            self.changed.add(source)

    def _fetch(self, needed: Sequence[tuple[str, Row]]) -> None:
        """Read copies that were left unread and count now, such as those that were second best until now."""
        by_source: dict[str, list[Row]] = {}
        for source, row in needed:
            if id(row) not in self.reads:
                by_source.setdefault(source, []).append(row)
        for source, rows in by_source.items():
            self.reads.update(self._read_again(source, rows))
            for row in rows:
                if id(row) not in self.reads:
                    # Its feed is not at hand: the record stays as it was, and the copy is read when its feed comes.
                    row.crc = row.mark = 0
                    self.changed.add(source)

    def _merge_ids(self, rows: Sequence[Row], winner: Row) -> None:
        """Give the copy that stays the ids of the others, in the same order as a build."""
        if any(id(row) not in self.reads for row in rows):
            return
        kept_row, *others = rows
        kept = self.reads[id(kept_row)].link
        for row in others:
            link = self.reads[id(row)].link
            newer = (row.rank, row.instant) > (kept_row.rank, kept_row.instant)
            differs = link.rank != kept.rank
            if newer:
                kept, kept_row = with_ids_of(link, kept) if differs else link, row
            elif differs:
                kept = with_ids_of(kept, link)
        self.reads[id(winner)].link = kept
