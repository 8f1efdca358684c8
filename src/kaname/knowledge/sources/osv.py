"""OSV: the export of osv.dev and everything written in its format (one JSON record per advisory).

Source: OSV schema 1.7 (https://ossf.github.io/osv-schema/). Records of databases with their own terms keep those terms.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec
import zstandard
from msgspec import Struct

from kaname.ident.ecosystems import find_ecosystem, normalise_name
from kaname.ident.vulnerability_ids import is_erratum
from kaname.knowledge.instants import parse_instant
from kaname.knowledge.intervals import KeyMemory, Stretch, read_range
from kaname.knowledge.records import (
    GitRange,
    IndexRow,
    RangeEntry,
    RecordBody,
    RecordHead,
    RecordLink,
    StoredRecord,
    encode,
)
from kaname.knowledge.severity import score_vector
from kaname.knowledge.sources.documents import COMPRESSION_LEVEL, Outcome, ZippedRecords, decode_record, search_text
from kaname.knowledge.sources.source import Location, SourceInfo
from kaname.model.source import SkippedRecord

ID_LENGTH_MAX = 200


class OsvPackage(Struct):
    """``affected[].package``; entries with ranges of commits only may leave it empty."""

    ecosystem: str = ""
    name: str = ""


class OsvRange(Struct):
    """``affected[].ranges[]``; events are read leniently, because one unknown kind must not lose the record."""

    type: str
    events: list[dict[str, Any]] | None = None
    repo: str | None = None


class OsvSeverity(Struct):
    """``severity[]``."""

    type: str
    score: str


class OsvAffected(Struct):
    """``affected[]``."""

    package: OsvPackage | None = None
    ranges: list[OsvRange] | None = None
    versions: list[str] | None = None
    severity: list[OsvSeverity] | None = None


class OsvReference(Struct):
    """``references[]``."""

    url: str


class OsvDatabaseSpecific(Struct):
    """``database_specific``: only what several databases share; anything else in it is theirs."""

    cwe_ids: Any = None
    cwes: Any = None


class OsvRecord(Struct):
    """One advisory. Unknown fields are ignored; null stands for absent everywhere."""

    id: str
    modified: str | None = None
    published: str | None = None
    withdrawn: str | None = None
    aliases: list[str] | None = None
    upstream: list[str] | None = None
    related: list[str] | None = None
    summary: str | None = None
    details: str | None = None
    severity: list[OsvSeverity] | None = None
    affected: list[OsvAffected] | None = None
    references: list[OsvReference] | None = None
    database_specific: OsvDatabaseSpecific | None = None


_decoder = msgspec.json.Decoder(OsvRecord)


class Osv(ZippedRecords):
    """Reads OSV records."""

    info = SourceInfo(
        id="osv",
        needs="<Ecosystem>/all.zip (one JSON per advisory), other .zip, or folders of .json",
        licence="CC-BY-4.0 (GitHub, PyPA, Go, Bitnami and others), CC0-1.0 (RustSec and others), by database",
        update_hours=1,
        max_age_hours=72,
        locations=(
            Location(
                url="https://osv-vulnerabilities.storage.googleapis.com/ecosystems.txt",
                path="osv/ecosystems.txt",
                each="all.zip",
                size_bytes_max=4 * 1024 * 1024 * 1024,
            ),
        ),
    )

    def __init__(self) -> None:
        self._keys = KeyMemory()
        self._compress = zstandard.ZstdCompressor(level=COMPRESSION_LEVEL, write_content_size=True).compress

    def read_entry(self, name: str, content: bytes, notes: Counter[str]) -> Iterable[Outcome]:
        """Read one advisory."""
        return (self._read(name, content, notes),)

    def _read(self, name: str, content: bytes, notes: Counter[str]) -> tuple[RecordLink, bytes] | SkippedRecord:
        record = decode_record(_decoder, name, content)
        if isinstance(record, SkippedRecord):
            return record
        identifier = record.id.strip()
        if not identifier or len(identifier) > ID_LENGTH_MAX or not identifier.isprintable():
            return SkippedRecord(name, "knowledge.skipped.no_id", identifier[:40])
        if record.modified is None or parse_instant(record.modified) is None:
            return SkippedRecord(name, "knowledge.skipped.no_time", (record.modified or "")[:40])
        return _link(identifier, record, zlib.crc32(content)), encode(self._stored(record, notes))

    def _stored(self, record: OsvRecord, notes: Counter[str]) -> StoredRecord:
        rows: list[IndexRow] = []
        ranges: list[RangeEntry] = []
        git_ranges: list[GitRange] = []
        vectors = list(record.severity or ())
        for affected in record.affected or ():
            vectors += affected.severity or ()
            git_ranges += (_git_range(entry) for entry in affected.ranges or () if entry.type == "GIT")
            package = affected.package
            if package is None or not package.ecosystem or not package.name:
                if any(entry.type != "GIT" for entry in affected.ranges or ()):
                    notes["knowledge.noted.no_package"] += 1
                continue
            for stretch in self._stretches(affected, package.ecosystem, notes):
                ranges.append(RangeEntry(package.ecosystem, package.name, stretch.text, stretch.fixed))
                rows.append(IndexRow(package.ecosystem, normalise_name(package.ecosystem, package.name), *stretch))
        if git_ranges:
            notes["knowledge.noted.git_ranges"] += len(git_ranges)
        head = RecordHead((record.summary or "").strip(), _cvss(vectors), _cwes(record.database_specific))
        body = RecordBody(
            (record.details or "").strip(),
            tuple(dict.fromkeys(reference.url for reference in record.references or ())),
            tuple(ranges),
            tuple(git_ranges),
            tuple(dict.fromkeys((item.type, item.score) for item in vectors if not item.type.startswith("CVSS"))),
        )
        kept = () if record.withdrawn else tuple(dict.fromkeys(rows))
        search = search_text((head.summary, *(entry.package for entry in ranges)))
        return StoredRecord(self._compress(encode(head)), self._compress(encode(body)), kept, search)

    def _stretches(self, affected: OsvAffected, ecosystem: str, notes: Counter[str]) -> list[Stretch]:
        known = find_ecosystem(ecosystem)
        if known is None:
            notes["knowledge.noted.unknown_ecosystem"] += 1
        # Without an order nothing gets a key: every row is kept, shown and reported, none is matched.
        scheme = known.scheme or "" if known else ""
        stretches: list[Stretch] = []
        for entry in affected.ranges or ():
            if entry.type == "GIT":
                continue
            reading = read_range(scheme, tuple(_events(entry)))
            stretches += reading.stretches
            if reading.defect:
                notes[reading.defect] += 1
        stretches += self._keys.uncovered(scheme, affected.versions or (), stretches)
        without_keys = sum(stretch.lower is None for stretch in stretches)
        if without_keys and scheme:
            notes["knowledge.noted.without_keys"] += without_keys
        return stretches


def _link(identifier: str, record: OsvRecord, crc: int) -> RecordLink:
    related = tuple(text for text in record.related or () if text.strip())
    upstream = tuple(text for text in record.upstream or () if text.strip())
    covers = upstream + (related if is_erratum(identifier) else ())
    return RecordLink(
        id=identifier,
        modified=record.modified or "",
        published=record.published or None,
        withdrawn=record.withdrawn or None,
        aliases=tuple(text for text in record.aliases or () if text.strip()),
        covers=covers,
        related=() if is_erratum(identifier) else related,
        crc=crc,
    )


def _events(entry: OsvRange) -> list[tuple[str, str]]:
    """Return (kind, version) pairs; a version that is no text becomes one without a key, so that it is reported."""
    return [
        (kind, text if isinstance(text, str) else repr(text))
        for event in entry.events or ()
        for kind, text in event.items()
    ]


def _git_range(entry: OsvRange) -> GitRange:
    events = _events(entry)
    return GitRange(
        entry.repo or "",
        tuple(text for kind, text in events if kind == "introduced"),
        tuple(text for kind, text in events if kind != "introduced"),
    )


def _cvss(items: Iterable[OsvSeverity]) -> tuple[tuple[str, str, float | None, str | None], ...]:
    vectors = dict.fromkeys(item.score.strip() for item in items if item.type.startswith("CVSS"))
    scored = [score_vector(vector) for vector in vectors]
    return tuple((item.version, item.vector, item.score, item.severity) for item in scored)


def _cwes(specific: OsvDatabaseSpecific | None) -> tuple[str, ...]:
    found: set[str] = set()
    for value in (specific.cwe_ids, specific.cwes) if specific else ():
        for entry in value if isinstance(value, list) else ():
            text = entry.get("cweId", entry.get("id")) if isinstance(entry, dict) else entry
            if isinstance(text, str) and re.fullmatch(r"CWE-\d{1,6}", text):
                found.add(text)
    return tuple(sorted(found, key=lambda text: int(text[4:])))
