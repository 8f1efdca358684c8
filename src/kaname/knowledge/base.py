"""Reading a knowledge base: opening it safely, looking up ranges, putting groups together.

A base is opened as immutable: it is never changed in place, only replaced, so no lock is taken and many readers do not
meet. Refuses files that are not a base, of another format version, or shorter than they say.
"""

import sqlite3
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import msgspec

from kaname.errors import IntegrityError, UnsupportedError
from kaname.ident.vulnerability_ids import cve_number, id_key, is_cve, preference
from kaname.knowledge import schema
from kaname.knowledge.applicability import configurations_decoder
from kaname.knowledge.details import LoadedRecord, put_together
from kaname.knowledge.query import CpeCriterion, Criterion, HashCriterion, NamedCpe
from kaname.knowledge.records import body_decoder, head_decoder
from kaname.knowledge.sources.kev import KevRecord
from kaname.model.source import SourceState
from kaname.model.vulnerability import EpssScore, KevEntry, KevListing, Vulnerability

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_MMAP_BYTES = 1 << 31
_BILLION = 1_000_000_000
_CRITERIA = (
    "SELECT r.grp, r.name, r.source, a.lower, a.upper, a.text, a.fixed FROM package p"
    " JOIN affected a ON a.package = p.id JOIN record r ON r.id = a.record WHERE p.ecosystem = ? AND p.name = ?"
    " ORDER BY a.record, a.n"
)
_CPE_CRITERIA = (
    "SELECT r.grp, r.name, r.source, f.body FROM cpe c JOIN configuration f ON f.record = c.record"
    " JOIN record r ON r.id = c.record WHERE c.vendor = ? AND c.product = ? ORDER BY c.record"
)
_HASHES = (
    "SELECT r.grp, r.name, r.source, h.algorithm, h.label FROM hash h JOIN record r ON r.id = h.record"
    " WHERE h.value = ? ORDER BY h.algorithm, h.record"
)
_PRODUCTS_EXACT = (
    "SELECT part, vendor, product, vendor_name, product_name FROM product WHERE product = ? ORDER BY id LIMIT ?"
)
_PRODUCTS_SIMILAR = (
    "SELECT p.part, p.vendor, p.product, p.vendor_name, p.product_name FROM product_search s"
    " JOIN product p ON p.id = s.rowid WHERE s.name MATCH ? ORDER BY s.rank, s.rowid LIMIT ?"
)
_TRIGRAMS_MAX = 64  # of a longer name the beginning finds it
_RECORDS = (
    "SELECT r.id, r.name, r.source, r.published, r.modified, r.withdrawn, d.head, d.body FROM record r"
    " JOIN detail d ON d.record = r.id WHERE r.grp = ?"
)

_links_decoder = msgspec.msgpack.Decoder(tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]])


def open_knowledge(path: Path) -> "KnowledgeBase":
    """Open a knowledge base for reading.

    Cost: a few milliseconds; content is read when asked for. ``verify_knowledge`` checks every byte.

    Raises:
        IntegrityError: no such file (``knowledge.not_found``), not a base (``knowledge.not_a_base``), cut short
            (``knowledge.truncated``) or damaged (``knowledge.damaged``).
        UnsupportedError: a base of another format version (``knowledge.other_version``).
    """
    check_header(path)
    return KnowledgeBase(path)


def verify_knowledge(path: Path) -> None:
    """Check a base byte by byte against the digest it carries.

    Raises:
        IntegrityError, UnsupportedError: as ``open_knowledge``, and ``knowledge.digest_mismatch``.
    """
    from kaname.knowledge.digest import verify_digest

    check_header(path)
    verify_digest(path)


def check_header(path: Path) -> None:
    """Refuse a file whose first bytes and size are not those of a base; see ``open_knowledge``."""
    try:
        with path.open("rb") as stream:
            header = stream.read(_HEADER_BYTES)
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise IntegrityError("knowledge.not_found", path=str(path)) from error
    except OSError as error:
        raise IntegrityError("knowledge.not_readable", path=str(path), why=error.strerror or "") from error
    if not header.startswith(_MAGIC) or len(header) < _HEADER_BYTES:
        raise IntegrityError("knowledge.not_a_base", path=str(path))
    page_size, pages = struct.unpack_from(">H", header, 16)[0], struct.unpack_from(">I", header, 28)[0]
    version, application = struct.unpack_from(">i", header, 60)[0], struct.unpack_from(">i", header, 68)[0]
    if application != schema.APPLICATION_ID:
        raise IntegrityError("knowledge.not_a_base", path=str(path))
    if version != schema.FORMAT_VERSION:
        raise UnsupportedError("knowledge.other_version", path=str(path), found=version, known=schema.FORMAT_VERSION)
    if size != page_size * pages:
        raise IntegrityError("knowledge.truncated", path=str(path), size=size, expected=page_size * pages)


class KnowledgeBase:
    """An open base; satisfies ``query.Knowledge``. Use it in a ``with`` block, in one thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
        try:
            self._database = sqlite3.connect(address, uri=True, isolation_level=None, cached_statements=32)
            self._database.execute(f"PRAGMA mmap_size={_MMAP_BYTES}")
            self._meta: dict[str, str] = dict(self._database.execute("SELECT name, value FROM meta"))
            self._source_ids = dict(self._database.execute("SELECT number, id FROM source"))
            self._schemes: dict[str, str] = {
                name: scheme or "" for name, scheme in self._database.execute("SELECT name, scheme FROM ecosystem")
            }
        except sqlite3.Error as error:
            raise IntegrityError("knowledge.damaged", path=str(path)) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    @property
    def digest(self) -> str:
        """Hex SHA-256 that names the content."""
        return str(self._meta.get("digest", "")).removeprefix(schema.DIGEST_LABEL)

    @property
    def built(self) -> str:
        """Time given as ``now`` when the base was built, ISO 8601 UTC."""
        return self._meta.get("built", "")

    def sources(self) -> Sequence[SourceState]:
        """Return every source, ordered by id."""
        rows = self._query("SELECT state FROM source ORDER BY id")
        return tuple(msgspec.json.decode(state, type=SourceState) for (state,) in rows)

    def ecosystems(self) -> frozenset[str]:
        """Return the ecosystems that have data, as OSV names with release where the source has one (``Debian:12``)."""
        return frozenset(self._schemes)

    def criteria(self, packages: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], Sequence[Criterion]]:
        """Return all ranges of (ecosystem, normalised name) pairs; pairs without data are absent.

        Cost: about 10 microseconds for a pair without data, and a few for each row.
        """
        found: dict[tuple[str, str], Sequence[Criterion]] = {}
        sources = self._source_ids
        for pair in dict.fromkeys(packages):
            rows = self._query(_CRITERIA, pair)
            if not rows:
                continue
            ecosystem = pair[0]
            scheme = self._schemes[ecosystem]
            found[pair] = [
                Criterion(
                    group,
                    record,
                    sources[source],
                    ecosystem,
                    scheme,
                    lower,
                    upper,
                    text,
                    fixed or (None if fixed is None else text.rpartition("< ")[2]),
                )
                for group, record, source, lower, upper, text, fixed in rows
            ]
        return found

    def cpe_criteria(self, products: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], Sequence[CpeCriterion]]:
        """Return the records that name a product, by (vendor, product); products without data are absent.

        Cost: one index look-up per product and about 20 microseconds per record.
        """
        found: dict[tuple[str, str], Sequence[CpeCriterion]] = {}
        decompress = _decompressor()
        for pair in dict.fromkeys(products):
            rows = self._query(_CPE_CRITERIA, pair)
            if rows:
                found[pair] = [
                    CpeCriterion(
                        group, record, self._source_ids[source], configurations_decoder.decode(decompress(body))
                    )
                    for group, record, source, body in rows
                ]
        return found

    def knows_product(self, vendor: str, product: str) -> bool:
        """Say whether any source names this product, be it only in a list of names."""
        return bool(
            self._query("SELECT 1 FROM cpe WHERE vendor = ? AND product = ? LIMIT 1", (vendor, product))
            or self._query("SELECT 1 FROM product WHERE vendor = ? AND product = ? LIMIT 1", (vendor, product))
        )

    def has_cpe_data(self) -> bool:
        """Say whether any record has CPE configurations."""
        return bool(self._query("SELECT 1 FROM configuration LIMIT 1"))

    def hashes(self, values: Iterable[str]) -> Mapping[str, Sequence[HashCriterion]]:
        """Return the records that call a digest affected, by lower-case hex value; others are absent."""
        if not self._query("SELECT 1 FROM hash LIMIT 1"):
            return {}
        found = {}
        for value in dict.fromkeys(values):
            rows = self._query(_HASHES, (value,))
            if rows:
                found[value] = [
                    HashCriterion(group, record, self._source_ids[source], algorithm, label)
                    for group, record, source, algorithm, label in rows
                ]
        return found

    def similar_products(self, name: str, limit: int) -> Sequence[NamedCpe]:
        """Return products whose name in words shares the most trigrams with ``name``, best first.

        Args:
            name: folded by ``kaname.ident.names.product_key``; spaces do not count. Names shorter than three letters are
                found by equality only.
        """
        folded = name.replace(" ", "")
        pieces = list(dict.fromkeys(folded[start : start + 3] for start in range(len(folded) - 2)))[:_TRIGRAMS_MAX]
        exact = self._query(_PRODUCTS_EXACT, (name.replace(" ", "_"), limit))
        asked = " OR ".join('"' + piece.replace('"', '""') + '"' for piece in pieces)
        similar = self._query(_PRODUCTS_SIMILAR, (asked, limit)) if pieces else []
        return [NamedCpe(*row) for row in dict.fromkeys((*exact, *similar))][: 2 * limit]

    def vulnerabilities(self, groups: Iterable[int]) -> Mapping[int, Vulnerability]:
        """Return the details of alias groups. Cost: about 0.1 ms each."""
        return {group: self._vulnerability(group) for group in dict.fromkeys(groups)}

    def find(self, identifier: str) -> Vulnerability | None:
        """Return the group that holds an id (any alias, any case), or None.

        A CVE id that only KEV or EPSS know gives a vulnerability without records.
        """
        key = id_key(identifier)
        rows = self._query("SELECT grp FROM alias WHERE key = ?", (key,))
        if rows:
            return self._vulnerability(rows[0][0])
        if not is_cve(key):
            return None
        cve = key.upper()
        kev, epss = self._kev((cve,)), self._epss((cve,))
        return Vulnerability(id=cve, kev=kev, epss=epss) if kev.listed or epss else None

    def counts(self) -> Mapping[str, int]:
        """Return how many groups, records, packages and ranges the base holds. Cost: reads whole tables."""
        tables = {"groups": "grp", "records": "record", "packages": "package", "ranges": "affected"}
        return {name: self._query(f"SELECT count(*) FROM {table}")[0][0] for name, table in tables.items()}

    def _vulnerability(self, group: int) -> Vulnerability:
        (preferred, packed) = self._query("SELECT preferred, links FROM grp WHERE id = ?", (group,))[0]
        aliases, related, covers = _links_decoder.decode(packed)
        rows = sorted(
            self._query(_RECORDS, (group,)),
            key=lambda row: (
                row[5] is not None,
                self._source_ids[row[2]].startswith("csaf:"),  # about products of one supplier, so last
                row[1] != preferred,
                preference(row[1]),
                row[2],
            ),
        )
        cves = tuple(name for name in (preferred, *aliases) if is_cve(name)) or tuple(filter(is_cve, covers))
        unpack = _decompressor()
        records = [
            LoadedRecord(
                name=row[1],
                source=self._source_ids[row[2]],
                published=row[3],
                modified=row[4],
                withdrawn=row[5],
                head=head_decoder.decode(unpack(row[6])),
                body=body_decoder.decode(unpack(row[7])),
            )
            for row in rows
        ]
        return put_together(
            records, preferred, aliases, related, kev=self._kev(cves), epss=self._epss(cves), schemes=self._schemes
        )

    def _kev(self, cves: Sequence[str]) -> KevEntry:
        """Return the listing of the first of these CVE ids to be due, or that none is listed."""
        rows = [
            row for cve in cves for row in self._query("SELECT source, entry FROM kev WHERE cve = ?", (id_key(cve),))
        ]
        if not rows:
            return KevEntry(listed=False)
        records = [(source, msgspec.json.decode(entry, type=KevRecord)) for source, entry in rows]
        _, first = min(records, key=lambda item: (item[0] != "kev", item[1].due_date or "9999", item[1].cve))
        days: dict[str, str | None] = {}
        for source, record in sorted(records, key=lambda item: (item[0], item[1].date_added or "9999")):
            days.setdefault(source, record.date_added)
        return KevEntry(
            listed=True,
            date_added=first.date_added,
            due_date=first.due_date,
            ransomware=first.ransomware,
            listings=tuple(KevListing(source, day) for source, day in days.items()),
        )

    def _epss(self, cves: Sequence[str]) -> EpssScore | None:
        """Return the highest score of these CVE ids."""
        numbers = [number for number in map(cve_number, cves) if number is not None]
        rows = [
            row
            for number in numbers
            for row in self._query("SELECT score_ppb, percentile_ppb FROM epss WHERE cve = ?", (number,))
        ]
        if not rows:
            return None
        score, percentile = max(rows)
        return EpssScore(
            score=score / _BILLION,
            percentile=percentile / _BILLION,
            model=self._meta.get("epss_model", "unknown"),
            date=self._meta.get("epss_date", ""),
        )

    def select(self, statement: str, values: Sequence[str | int] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a statement: for the other modules of this room, which know the tables.

        Raises:
            IntegrityError: the file is damaged (``knowledge.damaged``).
        """
        return self._query(statement, values)

    def source_id(self, number: int) -> str:
        """Return the id of a source by its number in the tables."""
        name: str = self._source_ids[number]
        return name

    def _query(self, statement: str, values: Sequence[str | int] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._database.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise IntegrityError("knowledge.damaged", path=str(self.path)) from error


def decompress(packed: bytes) -> bytes:
    """Return a head, body or configuration unpacked."""
    return _decompressor()(packed)


@cache
def _decompressor() -> Callable[[bytes], bytes]:
    # Loaded when the first detail is read: a scan without findings never needs it.
    from zstandard import ZstdDecompressor

    return ZstdDecompressor().decompress
