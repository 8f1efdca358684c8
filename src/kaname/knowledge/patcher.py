"""Writing changes into a copy of a base: the tables are those of ``writer``, the rest of the file stays as it is."""

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import msgspec

from kaname.errors import IntegrityError
from kaname.ident.ecosystems import scheme_of
from kaname.knowledge import digest, schema
from kaname.knowledge.instants import format_instant
from kaname.knowledge.regroup import Regrouping
from kaname.knowledge.replace import companion
from kaname.knowledge.sources.eol import EolRecord
from kaname.knowledge.writer import BaseWriter
from kaname.model.source import SourceState

FREE_RATIO_MAX = (
    0.3  # of the pages; beyond this the file is written anew; a build leaves up to a fifth where texts are short
)

_KNOWN_NAME = (
    "SELECT 1 FROM product WHERE part = ? AND vendor = ? AND product = ?"
    " AND vendor_name = ? AND product_name = ? LIMIT 1"
)


class BasePatcher(BaseWriter):
    """Changes one copy of a base; ``complete`` and ``seal`` complete it.

    Raises:
        InputError: the disk is full (``knowledge.disk_full``). IntegrityError: the base is damaged (``knowledge.damaged``).
    """

    def __init__(self, path: Path, now: datetime) -> None:
        super().__init__(path, now)
        self._new_packages: list[tuple[str, str, int]] = []
        self._touched_packages: set[int] = set()
        self._next_package = 0
        self._epss_staged = False
        self._eol_waiting: dict[str, EolRecord] = {}

    def __enter__(self) -> Self:
        for statement in (
            "PRAGMA journal_mode=OFF",  # a copy: thrown away whole if anything goes wrong
            "PRAGMA synchronous=OFF",
            "PRAGMA secure_delete=ON",
            "PRAGMA temp_store=FILE",
            "PRAGMA cache_size=-65536",
            "PRAGMA mmap_size=1073741824",
        ):
            self._run(statement)
        self._run("ATTACH DATABASE ? AS staging", (str(companion(self._path, "staging")),))
        self._run("PRAGMA staging.journal_mode=OFF")
        self._run("PRAGMA staging.synchronous=OFF")
        self._run("BEGIN")
        self._run(
            "CREATE TABLE staging.row (package INTEGER, record INTEGER, n INTEGER, lower BLOB, upper BLOB,"
            " text TEXT, fixed TEXT)"
        )
        # The words of removed records stay in ``search``: their numbers must not come back with other records.
        self._records = max(
            self._one("SELECT coalesce(max(id), 0) FROM record"),
            self._one("SELECT coalesce(max(id), 0) FROM search_docsize"),
        )
        self._next_package = self._one("SELECT coalesce(max(id), 0) + 1 FROM package")
        self._sources = dict(self._all("SELECT id, number FROM source"))
        return self

    @property
    def sources(self) -> Mapping[str, int]:
        """Source id → number."""
        return self._sources

    def add_sources(self, names: Iterable[str]) -> None:
        """Give numbers to sources that the base does not have."""
        numbers = dict(self._sources)
        following = max((number for number in numbers.values()), default=-1) + 1
        for name in sorted(set(names) - set(numbers)):
            numbers[name], following = following, following + 1
        self._sources = numbers

    def remove_records(self, numbers: Collection[int], ranges: Sequence[tuple[int, int, int]]) -> None:
        """Remove records; one that comes back changed gets a new number.

        Args:
            ranges: keys of their rows in ``affected``, as ``stored.ranges_of`` finds them.
        """
        gone = set(numbers)
        if not gone:
            return
        self._touched_packages |= {package for package, _, _ in ranges}
        self._run_many("DELETE FROM affected WHERE package = ? AND record = ? AND n = ?", ranges)
        self._run("CREATE TEMP TABLE gone (id INTEGER PRIMARY KEY)")
        self._run_many("INSERT INTO gone VALUES (?)", [(number,) for number in sorted(gone)])
        for table, column in schema.RECORD_TABLES:
            if table != "affected":
                self._run(f"DELETE FROM main.{table} WHERE {column} IN (SELECT id FROM gone)")

    def move_records(self, sources: Mapping[int, str]) -> None:
        """Let records (number → source) count for another source."""
        values = [(self._sources[source], number) for number, source in sorted(sources.items())]
        self._run_many("UPDATE record SET source = ? WHERE id = ?", values)

    def replace_groups(self, change: Regrouping) -> None:
        """Put regrouped ids in the place of what they were."""
        keys = [(key,) for key in sorted(change.keys)]
        self._run_many("DELETE FROM grp WHERE id = ?", [(number,) for number in sorted(change.replaced)])
        self._run_many("DELETE FROM alias WHERE key = ?", keys)
        for (key,) in keys:
            for other in self._all("SELECT other FROM unjoined WHERE key = ?", (key,)):
                self._run("DELETE FROM unjoined WHERE key = ? AND other = ?", (*other, key))
            self._run("DELETE FROM unjoined WHERE key = ?", (key,))
        self.write_numbered_groups(change.groups)
        self.write_unjoined(change.unjoined)
        members = [(group, record, group) for record, group in sorted(change.members.items())]
        self._run_many("UPDATE record SET grp = ? WHERE id = ? AND grp != ?", members)

    def know_group(self, key: str, number: int) -> None:
        """Learn the group of an id that was not regrouped."""
        self._groups.setdefault(key, number)

    def _package_number(self, ecosystem: str, name: str) -> int:
        key = (ecosystem, name)
        number = self._packages.get(key)
        if number is None:
            rows = self._all("SELECT id FROM package WHERE ecosystem = ? AND name = ?", key)
            if rows:
                number = rows[0][0]
            else:
                number, self._next_package = self._next_package, self._next_package + 1
                self._new_packages.append((ecosystem, name, number))
            self._packages[key] = number
        return int(number)

    def write_rows(self) -> None:
        """Write new packages and rows of the hot table; packages and ecosystems that lost their last row go."""
        self._stage()
        self._run_many("INSERT INTO package VALUES (?,?,?)", self._new_packages)
        known = {name for (name,) in self._all("SELECT name FROM ecosystem")}
        following = self._one("SELECT coalesce(max(id), 0) FROM ecosystem")
        fresh = sorted({ecosystem for ecosystem, _, _ in self._new_packages} - known)
        self._run_many(
            "INSERT INTO ecosystem VALUES (?,?,?)",
            [(following + number, name, scheme_of(name)) for number, name in enumerate(fresh, start=1)],
        )
        self._run("INSERT INTO main.affected SELECT * FROM staging.row ORDER BY package, record, n")
        empty = {
            package
            for package in self._touched_packages
            if not self._all("SELECT 1 FROM affected WHERE package = ? LIMIT 1", (package,))
        }
        if empty:
            self._run("CREATE TEMP TABLE empty (id INTEGER PRIMARY KEY)")
            self._run_many("INSERT INTO empty VALUES (?)", [(package,) for package in sorted(empty)])
            self._run("DELETE FROM package WHERE id IN (SELECT id FROM empty)")
            self._run("DELETE FROM ecosystem WHERE name NOT IN (SELECT DISTINCT ecosystem FROM package)")

    def remove_listings(self, listings: Iterable[tuple[str, str]]) -> None:
        """Remove what single records (id key, source) say about being known to be exploited."""
        self._run_many("DELETE FROM kev WHERE cve = ? AND source = ?", sorted(listings))

    def clear_listings(self, source: str) -> None:
        """Forget a list of known exploited vulnerabilities."""
        self._run("DELETE FROM kev WHERE source = ?", (source,))

    def write_names(self) -> None:
        """Write names that are new. Names learnt earlier stay: what a product was called does not become wrong."""
        if not self._names:
            return
        fresh = sorted(name for name in self._names if not self._all(_KNOWN_NAME, name))
        following = self._one("SELECT coalesce(max(id), 0) + 1 FROM product")
        self._write_numbered_names(list(enumerate(fresh, start=following)))

    def write_eol(self, record: EolRecord) -> bool:
        """Take in one product with its cycles; False where it was taken in already."""
        if record.id in self._eol_waiting:
            return False
        self._eol_waiting[record.id] = record
        return True

    def place_eol(self) -> None:
        """Put the products taken in in the place of the old ones."""
        self._run("DELETE FROM eol")
        self._run("DELETE FROM eol_name")
        for record in self._eol_waiting.values():
            super().write_eol(record)

    def change_epss(self, rows: Sequence[tuple[int, int, int]], count: int) -> bool:
        """Write scores that differ; False where the table then has another number of rows than it should."""
        self._run_many(
            "INSERT INTO main.epss VALUES (?,?,?) ON CONFLICT (cve) DO UPDATE SET score_ppb = excluded.score_ppb,"
            " percentile_ppb = excluded.percentile_ppb"
            " WHERE score_ppb <> excluded.score_ppb OR percentile_ppb <> excluded.percentile_ppb",
            sorted(rows),
        )
        return self._one("SELECT count(*) FROM main.epss") == count

    def clear_epss(self) -> None:
        """Begin a table of scores beside the old one."""
        self._run("DROP TABLE IF EXISTS staging.epss")
        self._run("CREATE TABLE staging.epss (cve INTEGER PRIMARY KEY, score_ppb INTEGER, percentile_ppb INTEGER)")
        self._epss_staged = True

    def write_epss(self, rows: Sequence[tuple[int, int, int]]) -> int:
        """Write rows into the new table of scores."""
        before = self._database.total_changes
        self._run_many("INSERT OR IGNORE INTO staging.epss VALUES (?,?,?)", rows)
        return self._database.total_changes - before

    def place_epss(self) -> None:
        """Put the new table of scores in the place of the old one, all of it: that is faster than to compare them."""
        if not self._epss_staged:
            return
        self._run("DELETE FROM main.epss")
        self._run("INSERT INTO main.epss SELECT * FROM staging.epss ORDER BY cve")

    def complete(self, states: Sequence[SourceState]) -> None:
        """Write what is known only at the end."""
        self._run("DELETE FROM main.source")
        self._run_many(
            "INSERT INTO source VALUES (?,?,?)",
            [(state.id, self._sources.get(state.id, -1), msgspec.json.encode(state).decode()) for state in states],
        )
        self.write_meta("built", format_instant(self._now))
        self.write_meta("digest", digest.PLACEHOLDER)
        self._run("COMMIT")
        self._run("DETACH DATABASE staging")
        free, pages = self._one("PRAGMA freelist_count"), self._one("PRAGMA page_count")
        if free > pages * FREE_RATIO_MAX:
            self._run("VACUUM")

    def _one(self, statement: str) -> int:
        return int(self._all(statement)[0][0])

    def _all(self, statement: str, values: Sequence[str | int] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._database.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise IntegrityError("knowledge.damaged", path=str(self._path)) from error
