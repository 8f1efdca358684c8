"""The shapes in which advisories travel from a source into the base and lie there.

A record has four parts: the link (ids, for alias groups), the head (what a list of findings needs), the body (what a page
about one vulnerability needs) and the rows of the hot table. Only the link stays in memory while a base is built.
"""

from typing import NamedTuple

import msgspec
from msgspec import Struct

from kaname.model.source import SkippedRecord


class IndexRow(NamedTuple):
    """One interval of one package; ``ecosystem`` as written, ``name`` normalised."""

    ecosystem: str
    name: str
    lower: bytes | None
    upper: bytes | None
    text: str
    fixed: str | None


class RangeEntry(NamedTuple):
    """One interval as the body keeps it; ``package`` as written.

    ``ecosystem`` is ``CPE`` where ``package`` is a CPE name, ``""`` where it is a vendor and a product in words.
    """

    ecosystem: str
    package: str
    text: str
    fixed: str | None


class GitRange(NamedTuple):
    """A range of commits: kept and shown, never matched."""

    repository: str
    introduced: tuple[str, ...]
    ends: tuple[str, ...]


class RecordHead(Struct, array_like=True, frozen=True):
    """What a finding shows. ``cvss``: (version, vector, score, severity); ``lang``: BCP 47 tag of summary and details."""

    summary: str
    cvss: tuple[tuple[str, str, float | None, str | None], ...]
    cwes: tuple[str, ...]
    lang: str = "en"


class Decision(NamedTuple):
    """SSVC decision points as one source assessed them; None where it says nothing. ``assessed``: ISO 8601 time or None."""

    assessor: str
    assessed: str | None
    exploitation: str | None
    automatable: str | None
    technical_impact: str | None


class Statement(NamedTuple):
    """What a supplier says about one product: ``status`` and ``justification`` in CSAF words, ``product`` as written.

    ``identifier``: purl or CPE name, ``""`` where the document gives none. ``within``: purl, CPE name, else name of the
    product that this one is a part of, ``""`` where it stands alone. ``vulnerability``: id, as the document writes it.
    ``version``: of the product beside its identifier; with ``is_range`` a range, in VERS or in words.
    """

    product: str
    identifier: str
    status: str
    justification: str
    within: str = ""
    vulnerability: str = ""
    version: str = ""
    is_range: bool = False


class RecordBody(Struct, array_like=True, frozen=True):
    """What only a page about one vulnerability shows."""

    details: str
    references: tuple[str, ...]
    ranges: tuple[RangeEntry, ...]
    git_ranges: tuple[GitRange, ...]
    other_severities: tuple[tuple[str, str], ...]
    decisions: tuple[Decision, ...] = ()
    statements: tuple[Statement, ...] = ()
    kev_added: str | None = None
    publisher: str = ""


class RecordLink(Struct, array_like=True, frozen=True):
    """What alias groups are made of.

    Attributes:
        id, modified, published, withdrawn: as the record says; ``""`` or None where it says nothing.
        aliases: ids of the same vulnerability. covers: ids that an erratum fixes or a package inherits (``upstream``).
        related: ids of other vulnerabilities. crc: CRC-32 of the record's bytes, to see whether a later copy differs.
        bulletins: ids of bulletins (JVN#…, JVNVU#…) that may be about several vulnerabilities: an alias only where no other
            record names the same one. rank: of two copies of one record the higher rank stays, whatever their times.
    """

    id: str
    modified: str
    published: str | None
    withdrawn: str | None
    aliases: tuple[str, ...]
    covers: tuple[str, ...]
    related: tuple[str, ...]
    crc: int
    bulletins: tuple[str, ...] = ()
    rank: int = 0


class ProductName(NamedTuple):
    """A vendor and a product in words beside the CPE name that a source gives them; ``part`` is ``a``, ``o`` or ``h``."""

    part: str
    vendor: str
    product: str
    vendor_name: str
    product_name: str


class FileHash(NamedTuple):
    """A digest that a source calls affected: algorithm in CycloneDX spelling, lower-case hex, what it is the digest of."""

    algorithm: str
    value: str
    label: str


class StoredRecord(Struct, array_like=True, frozen=True):
    """The parts that wait on disk until every record has been seen.

    ``search``: words to find it by. ``configurations``: packed tuple of ``applicability.Configuration``, ``cpes``: (vendor,
    product) of the vulnerable names in them. ``kev_added``: day since which the record says that it is known to be exploited.
    """

    head: bytes
    body: bytes
    rows: tuple[IndexRow, ...]
    search: str = ""
    configurations: bytes = b""
    cpes: tuple[tuple[str, str], ...] = ()
    names: tuple[ProductName, ...] = ()
    kev_added: str | None = None
    hashes: tuple[FileHash, ...] = ()


class Chunk(Struct, array_like=True, frozen=True):
    """Part of a feed: records read, those kept with their stored parts, those skipped, and notes.

    ``notes``: message code → how many parts of kept records cannot be matched, such as ranges of an unknown ecosystem.
    ``failed``: code of the error for which the rest of the feed could not be read, else None.
    ``members``: for each of ``records`` the entry it was read from and the notes on it alone, so that a later update can
    leave unchanged entries unread; empty where the source cannot tell, and then all of it is read every time.
    ``marks``: for each of ``records`` the mark of its entry (``documents.mark_of``), 0 where its name tells; empty: all 0.
    """

    read: int
    records: tuple[tuple[RecordLink, bytes], ...]
    skipped: tuple[SkippedRecord, ...]
    notes: dict[str, int]
    failed: str | None = None
    members: tuple[tuple[str, dict[str, int]], ...] = ()
    marks: tuple[int, ...] = ()


encode = msgspec.msgpack.Encoder().encode
chunk_decoder = msgspec.msgpack.Decoder(Chunk)
stored_decoder = msgspec.msgpack.Decoder(StoredRecord)
head_decoder = msgspec.msgpack.Decoder(RecordHead)
body_decoder = msgspec.msgpack.Decoder(RecordBody)
