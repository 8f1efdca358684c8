"""What a base holds, as an update asks it before it changes a copy. Reads no more than is asked for."""

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import msgspec
from msgspec import Struct

from kaname.errors import IntegrityError, UnsupportedError
from kaname.ident.vulnerability_ids import id_key
from kaname.knowledge.ledger import PackedLedger
from kaname.knowledge.records import RecordLink
from kaname.knowledge.regroup import OldGroups, stored_link
from kaname.model.source import SourceState

_RECORD = (
    "SELECT r.id, r.source, r.grp, r.name, r.modified, r.published, r.withdrawn, r.crc, l.content FROM record r"
    " LEFT JOIN link l ON l.record = r.id"
)


class StoredRecord(Struct):
    """A record as the base has it; ``source`` and ``group`` are numbers."""

    number: int
    source: int
    group: int
    link: RecordLink


class StoredBase:
    """Answers from a base that stays as it is.

    Raises:
        IntegrityError: the base is damaged (``knowledge.damaged``).
        UnsupportedError: it does not say what it was made from (``knowledge.no_ledger``).
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._database = _open(path)
            has_ledger = self._database.execute("SELECT 1 FROM sqlite_master WHERE name = 'ledger'").fetchall()
        except sqlite3.DatabaseError as error:
            raise IntegrityError("knowledge.damaged", path=str(path)) from error
        if not has_ledger:
            self._database.close()
            raise UnsupportedError("knowledge.no_ledger", path=str(path))
        self.groups = OldGroups(self._database)
        rows = self._all("SELECT id, number, state FROM source")
        self.sources: Mapping[str, int] = {name: number for name, number, _ in rows}
        self.states = {name: msgspec.json.decode(state, type=SourceState) for name, _, state in rows}
        packed = self._all("SELECT source, content FROM ledger")
        self.ledgers = {name: PackedLedger(content, str(path)) for name, content in packed}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()
        if isinstance(error, sqlite3.DatabaseError):
            raise IntegrityError("knowledge.damaged", path=str(self._path)) from error

    def find(self, name: str, is_meant: Callable[[int], bool]) -> StoredRecord | None:
        """Return the record with an id whose source number is meant, or None."""
        group = self.groups.number(id_key(name))
        rows = self._all(f"{_RECORD} WHERE r.grp = ? AND r.name = ?", (group, name))
        return next((_stored(row) for row in rows if is_meant(row[1])), None)

    def iter_records(self, source: str) -> Iterator[tuple[str, StoredRecord]]:
        """Yield (id, record) of every record of a source. Cost: looks at every record of the base."""
        if source in self.sources:
            for row in self._database.execute(f"{_RECORD} WHERE r.source = ?", (self.sources[source],)):
                yield row[3], _stored(row)

    def _all(self, statement: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._database.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise IntegrityError("knowledge.damaged", path=str(self._path)) from error


def ranges_of(path: Path, numbers: Collection[int]) -> list[tuple[int, int, int]]:
    """Return the keys (package, record, n) of the ranges of records, in their order.

    Opens the base for itself, so that another thread may ask. Cost: looks at every range, 0.1 s per million.

    Raises:
        IntegrityError: the base is damaged (``knowledge.damaged``).
    """
    if not numbers:
        return []
    try:
        with closing(_open(path)) as database:
            # A temporary table: to look into one of a file for every row of the hot table takes five times as long.
            database.execute("CREATE TEMP TABLE gone (id INTEGER PRIMARY KEY)")
            database.executemany("INSERT INTO gone VALUES (?)", [(number,) for number in sorted(numbers)])
            return database.execute(
                "SELECT package, record, n FROM affected WHERE record IN (SELECT id FROM gone)"
            ).fetchall()
    except sqlite3.DatabaseError as error:
        raise IntegrityError("knowledge.damaged", path=str(path)) from error


def _open(path: Path) -> sqlite3.Connection:
    # Nobody writes into a base: it is replaced.
    database = sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)
    database.execute("PRAGMA mmap_size=1073741824")
    return database


def _stored(row: tuple[Any, ...]) -> StoredRecord:
    number, source, group, *link = row
    return StoredRecord(number, source, group, stored_link(*link))
