"""Writing the tables of a knowledge base, always in the same order, so that equal input gives equal bytes."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import msgspec

from kaname.errors import InputError
from kaname.ident.cpe import plain_value
from kaname.ident.ecosystems import scheme_of
from kaname.ident.names import compact, product_key
from kaname.ident.vulnerability_ids import id_key, is_cve
from kaname.knowledge import digest, schema
from kaname.knowledge.alias_groups import AliasGroup
from kaname.knowledge.instants import format_instant
from kaname.knowledge.records import ProductName, RecordLink, encode, stored_decoder
from kaname.knowledge.replace import companion
from kaname.knowledge.sources.eol import EolRecord
from kaname.knowledge.sources.kev import KevRecord
from kaname.model.source import SourceState

_ROWS_AT_ONCE = 20_000
SAME_AS_END = ""
"""Stands in ``affected.fixed`` where the fixed version is the one that ``text`` ends with, which is nearly always."""

Value = str | int | bytes | None


class Stored(NamedTuple):
    """A record that waits in the spool."""

    link: RecordLink
    source: str
    offset: int
    length: int
    changed: datetime


class Counts(NamedTuple):
    """What the hot table holds. ``without_keys``: rows that match nothing because a bound has no place in the order."""

    ranges: int
    without_keys: int
    packages: int


class BaseWriter:
    """Writes one base into an empty file; ``finish`` and ``seal`` complete it.

    Raises:
        InputError: the disk is full (``knowledge.disk_full``).
    """

    def __init__(self, path: Path, now: datetime) -> None:
        self._path = path
        self._now = now
        self._database = sqlite3.connect(path, isolation_level=None)
        self._groups: dict[str, int] = {}
        self._packages: dict[tuple[str, str], int] = {}
        self._ecosystems: set[str] = set()
        self._sources: Mapping[str, int] = {}
        self._waiting: list[tuple[Value, ...]] = []
        self._records = 0
        self._counts = Counts(0, 0, 0)
        self._listings: dict[tuple[str, str], KevRecord] = {}
        self._names: dict[ProductName, None] = {}
        self._eol: set[str] = set()

    def __enter__(self) -> Self:
        staging = str(companion(self._path, "staging"))
        for statement in (
            f"PRAGMA page_size={schema.PAGE_SIZE_BYTES}",
            "PRAGMA auto_vacuum=NONE",
            "PRAGMA journal_mode=OFF",  # the file is thrown away whole if anything goes wrong
            "PRAGMA synchronous=OFF",  # it is synced once, when complete
            "PRAGMA secure_delete=ON",  # unused parts of pages are zeros, not what memory held
            "PRAGMA temp_store=FILE",
            "PRAGMA cache_size=-65536",
            f"PRAGMA application_id={schema.APPLICATION_ID}",
            f"PRAGMA user_version={schema.FORMAT_VERSION}",
        ):
            self._run(statement)
        self._run("ATTACH DATABASE ? AS staging", (staging,))
        self._run("PRAGMA staging.journal_mode=OFF")
        self._run("PRAGMA staging.synchronous=OFF")
        self._run("BEGIN")
        for statement in schema.TABLES:
            self._run(statement)
        self._run(
            "CREATE TABLE staging.row (package INTEGER, record INTEGER, n INTEGER, lower BLOB, upper BLOB,"
            " text TEXT, fixed TEXT)"
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def write_sources(self, numbers: Mapping[str, int]) -> None:
        """Learn the number of every source."""
        self._sources = numbers

    def write_groups(self, groups: Sequence[AliasGroup]) -> None:
        """Write alias groups, numbered in their order from 1."""
        aliases = []
        for number, group in enumerate(groups, start=1):
            for identifier in group.ids:
                self._groups[id_key(identifier)] = number
                aliases.append((id_key(identifier), identifier, number))
        self._run_many(
            "INSERT INTO grp VALUES (?,?,?)",
            [
                (number, group.preferred, encode((group.ids[1:], group.related, group.covers)))
                for number, group in enumerate(groups, start=1)
            ],
        )
        self._run_many("INSERT INTO alias VALUES (?,?,?)", sorted(aliases))

    def write_record(self, stored: Stored, packed: bytes) -> None:
        """Write one record; records come ordered by id."""
        link = stored.link
        content = stored_decoder.decode(packed)
        self._records += 1
        number = self._records
        self._run(
            "INSERT INTO record VALUES (?,?,?,?,?,?,?,?,?)",
            (
                number,
                link.id,
                self._sources[stored.source],
                self._groups[id_key(link.id)],
                link.published,
                link.modified,
                link.withdrawn,
                link.crc,
                int(stored.changed.timestamp()),
            ),
        )
        self._run("INSERT INTO detail VALUES (?,?,?)", (number, content.head, content.body))
        if content.search:
            self._run("INSERT INTO search (rowid, text) VALUES (?,?)", (number, content.search))
        if content.configurations:
            self._run("INSERT INTO configuration VALUES (?,?)", (number, content.configurations))
            self._run_many("INSERT INTO cpe VALUES (?,?,?)", [(*pair, number) for pair in content.cpes])
        if content.hashes:
            rows = [(item.value, item.algorithm, number, item.label) for item in content.hashes]
            self._run_many("INSERT OR IGNORE INTO hash VALUES (?,?,?,?)", rows)
        if content.kev_added and is_cve(link.id) and not link.withdrawn:
            self.add_listings(stored.source, (_listing(link.id, content.kev_added),))
        self._names.update(dict.fromkeys(content.names))
        for n, row in enumerate(content.rows):
            key = (row.ecosystem, row.name)
            package = self._packages.get(key)
            if package is None:
                package = self._packages[key] = len(self._packages) + 1
            fixed = SAME_AS_END if row.fixed and row.text.endswith(f"< {row.fixed}") else row.fixed
            self._waiting.append((package, number, n, row.lower, row.upper, row.text, fixed))
        if len(self._waiting) >= _ROWS_AT_ONCE:
            self._stage()

    def _stage(self) -> None:
        self._run_many("INSERT INTO staging.row VALUES (?,?,?,?,?,?,?)", self._waiting)
        self._waiting.clear()

    def write_rows(self) -> None:
        """Write packages and the hot table, clustered by package."""
        self._stage()
        names = sorted({ecosystem for ecosystem, _ in self._packages})
        self._run_many(
            "INSERT INTO ecosystem VALUES (?,?,?)",
            [(number, name, scheme_of(name)) for number, name in enumerate(names, start=1)],
        )
        self._run_many(
            "INSERT INTO package VALUES (?,?,?)", [(*key, number) for key, number in sorted(self._packages.items())]
        )
        self._run("INSERT INTO main.affected SELECT * FROM staging.row ORDER BY package, record, n")
        total, without = self._database.execute("SELECT count(*), count(*) - count(lower) FROM affected").fetchone()
        self._counts = Counts(total, without, len(self._packages))

    def add_listings(self, source: str, records: Iterable[KevRecord]) -> None:
        """Take in entries of a list of known exploited vulnerabilities; the last of two for one CVE id counts."""
        self._listings.update({(id_key(record.cve), source): record for record in records})

    def write_listings(self) -> None:
        """Write every entry taken in."""
        self._run_many(
            "INSERT INTO kev VALUES (?,?,?)",
            [(*key, msgspec.json.encode(self._listings[key]).decode()) for key in sorted(self._listings)],
        )

    def add_names(self, names: Iterable[ProductName]) -> int:
        """Take in names in words and return how many were new."""
        before = len(self._names)
        self._names.update(dict.fromkeys(names))
        return len(self._names) - before

    def write_names(self) -> None:
        """Write every name taken in, and the trigrams by which similar ones are found."""
        ordered = sorted(self._names)
        self._run_many(
            "INSERT INTO product VALUES (?,?,?,?,?,?)", [(n, *name) for n, name in enumerate(ordered, start=1)]
        )
        self._run_many(
            "INSERT INTO product_search (rowid, name) VALUES (?,?)",
            [(n, search_key(name.product_name, name.product)) for n, name in enumerate(ordered, start=1)],
        )

    def write_eol(self, record: EolRecord) -> bool:
        """Write one product with its cycles; False where the base has it already."""
        if record.id in self._eol:
            return False
        self._eol.add(record.id)
        self._run("INSERT INTO eol VALUES (?,?)", (record.id, encode(record)))
        keys = sorted({*record.names, *record.identifiers})
        self._run_many("INSERT INTO eol_name VALUES (?,?)", [(key, record.id) for key in keys])
        return True

    def clear_epss(self) -> None:
        """Forget EPSS rows written so far."""
        self._run("DELETE FROM epss")

    def write_epss(self, rows: Sequence[tuple[int, int, int]]) -> int:
        """Write EPSS rows and return how many were new."""
        before = self._database.total_changes
        self._run_many("INSERT OR IGNORE INTO epss VALUES (?,?,?)", rows)
        return self._database.total_changes - before

    def write_meta(self, name: str, value: str) -> None:
        """Write one fact about the base, replacing an earlier one."""
        self._run("INSERT OR REPLACE INTO meta VALUES (?,?)", (name, value))

    def finish(self, states: Sequence[SourceState]) -> Counts:
        """Write what is known only at the end, and the indexes."""
        self._run_many(
            "INSERT INTO source VALUES (?,?,?)",
            [(state.id, self._sources.get(state.id, -1), msgspec.json.encode(state).decode()) for state in states],
        )
        self.write_meta("built", format_instant(self._now))
        self.write_meta("digest", digest.PLACEHOLDER)
        for table in ("search", "product_search"):
            # One segment instead of many: smaller, faster to ask, and the same whatever the pace of writing.
            self._run(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
        for statement in schema.INDEXES:
            self._run(statement)
        self._run("COMMIT")
        self._run("DETACH DATABASE staging")
        return self._counts

    def seal(self) -> str:
        """Write the digest into the closed file and return it."""
        return digest.seal(self._path)

    def _run(self, statement: str, values: Sequence[Value] = ()) -> None:
        try:
            self._database.execute(statement, values)
        except sqlite3.Error as error:
            raise _told(error, self._path) from error

    def _run_many(self, statement: str, rows: Sequence[tuple[Value, ...]]) -> None:
        try:
            self._database.executemany(statement, rows)
        except sqlite3.Error as error:
            raise _told(error, self._path) from error


def search_key(name: str, cpe_product: str) -> str:
    """Return the text by which a product name is found: folded, and the CPE word beside it where it differs."""
    key = product_key(name)
    word = product_key(plain_value(cpe_product))
    return compact(key) if compact(word) == compact(key) else f"{compact(key)} {compact(word)}"


def _listing(cve: str, added: str) -> KevRecord:
    return KevRecord(cve.upper(), "", added, None, None, "", "")


def _told(error: sqlite3.Error, path: Path) -> InputError | sqlite3.Error:
    if error.sqlite_errorcode in (sqlite3.SQLITE_FULL, *_WRITE_FAILURES):
        return InputError("knowledge.disk_full", path=str(path.parent))
    return error


_WRITE_FAILURES = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_TRUNCATE)
