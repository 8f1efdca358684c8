"""NVD: CVE records of the National Vulnerability Database, CVE API 2.0, and overrides of its configurations in the same form.

Source: https://nvd.nist.gov/developers/vulnerabilities (CVE API 2.0 schema), yearly feeds of the same form.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct

from kaname.ident.vulnerability_ids import is_cve
from kaname.knowledge.applicability import iter_matches, read_configurations
from kaname.knowledge.instants import parse_instant
from kaname.knowledge.records import Chunk, RangeEntry, RecordBody, RecordHead, RecordLink
from kaname.knowledge.sources.documents import Entry, Outcome, decode_record, iter_chunks, iter_documents, pack, scored
from kaname.knowledge.sources.source import Feed, Location, PagedApi, SourceInfo
from kaname.model.source import SkippedRecord


class _Text(Struct):
    lang: str = "en"
    value: str = ""


class _Reference(Struct):
    url: str = ""


class _Weakness(Struct):
    description: list[_Text] | None = None


class _Cve(Struct):
    id: str | None = None
    published: str | None = None
    lastModified: str | None = None  # noqa: N815 - the API's own spelling
    vulnStatus: str | None = None  # noqa: N815
    descriptions: list[_Text] | None = None
    metrics: dict[str, Any] | None = None
    weaknesses: list[_Weakness] | None = None
    configurations: Any = None
    references: list[_Reference] | None = None
    cisaExploitAdd: str | None = None  # noqa: N815


class _Annotation(Struct):
    cve_id: str | None = None
    published: str | None = None
    modified: str | None = None


class _Item(Struct):
    cve: _Cve
    annotation: _Annotation | None = msgspec.field(name="_annotation", default=None)


class _Page(Struct):
    vulnerabilities: list[msgspec.Raw]


_item_decoder = msgspec.json.Decoder(_Item)
_page_decoder = msgspec.json.Decoder(_Page)


class Nvd:
    """Reads pages and yearly feeds of the CVE API 2.0, and files with one of its records each."""

    info = SourceInfo(
        id="nvd",
        needs="CVE API 2.0 JSON (pages, yearly feeds nvdcve-2.0-*.json.gz), or one record per file or line",
        licence="public domain (NIST); this product uses the NVD API but is not endorsed or certified by the NVD",
        update_hours=2,
        max_age_hours=24 * 7,
        locations=(
            Location(
                url="https://nvd.nist.gov/feeds/json/cve/2.0/nvdcve-2.0-{year}.json.gz",
                path="nvd/nvdcve-2.0-{year}.json.gz",
                years_from=2002,
                # The NVD asks for rests between requests: 5 in 30 seconds, 50 for holders of a key.
                pace_seconds=6.0,
                pace_with_key_seconds=0.6,
                key_variable="KANAME_NVD_API_KEY",
                key_header="apiKey",
                checksum_url="https://nvd.nist.gov/feeds/json/cve/2.0/nvdcve-2.0-{year}.meta",
                checksum_form="nvd-meta",
            ),
        ),
        api=PagedApi(
            kind="nvd-changes",
            url="https://services.nvd.nist.gov/rest/json/cves/2.0",
            path="nvd/changes.json",
            pace_seconds=6.0,
            pace_with_key_seconds=0.6,
            # The NVD counts over 30 seconds and answers 403 beyond its limit.
            busy_statuses=(403, 429, 503),
            busy_pause_seconds=30.0,
            key_variable="KANAME_NVD_API_KEY",
            key_header="apiKey",
            days_max=100,
            files_age_hours=48,  # made once a day
            records_max=40_000,
        ),
    )

    comes_zipped = False

    def iter_records(self, feed: Feed) -> Iterator[Chunk]:
        """Read the records of a feed in their order.

        Raises:
            InputError, OSError: the feed cannot be opened or is damaged.
        """
        return self.iter_chunks(self.iter_entries(feed))

    def iter_entries(self, feed: Feed) -> Iterator[Entry]:
        """Yield the raw records of a feed in their order.

        Raises:
            InputError, OSError: the feed cannot be opened or is damaged.
        """
        for name, content in iter_documents(feed):
            items = None if isinstance(content, SkippedRecord) else _items(content)
            if items is None:
                yield name, content
                continue
            for position, item in enumerate(items):
                yield name if len(items) == 1 else f"{name}: vulnerabilities[{position}]", bytes(item)

    def iter_chunks(self, entries: Iterable[Entry], *, marked: bool = True) -> Iterator[Chunk]:
        """Read entries that were opened already."""
        return iter_chunks(entries, _read, marked=marked)


def _items(content: bytes) -> list[msgspec.Raw] | None:
    """Return the raw records of a page; None for what is no page: one record, or a defect that its reader names."""
    try:
        return _page_decoder.decode(content).vulnerabilities
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _read(name: str, content: bytes, notes: Counter[str]) -> Iterable[Outcome]:
    return (_read_item(name, content, notes),)


def _read_item(place: str, content: bytes, notes: Counter[str]) -> Outcome:
    item = decode_record(_item_decoder, place, content)
    if isinstance(item, SkippedRecord):
        return item
    cve = item.cve
    note = item.annotation or _Annotation()
    identifier = (cve.id or note.cve_id or "").strip().upper()
    if not is_cve(identifier):
        return SkippedRecord(place, "knowledge.skipped.not_a_cve_id", identifier[:40])
    modified = cve.lastModified or note.modified or ""
    if parse_instant(modified) is None and (modified or not item.annotation):
        return SkippedRecord(place, "knowledge.skipped.no_time", modified[:40])
    rejected = (cve.vulnStatus or "").lower() == "rejected"
    link = RecordLink(
        id=identifier,
        modified=modified,
        published=cve.published or note.published,
        withdrawn=modified if rejected else None,
        aliases=(),
        covers=(),
        related=(),
        crc=zlib.crc32(content),
        # An override corrects what the NVD itself says or does not say.
        rank=1 if item.annotation else 0,
    )
    configurations = read_configurations(cve.configurations, notes)
    if cve.configurations and not configurations:
        notes["knowledge.noted.without_configuration"] += 1
    details = next((text.value for text in cve.descriptions or () if text.lang == "en"), "")
    body = RecordBody(
        details.strip(),
        tuple(dict.fromkeys(reference.url for reference in cve.references or () if reference.url)),
        tuple(
            dict.fromkeys(
                RangeEntry("CPE", match.cpe, match.text, match.fixed)
                for match in iter_matches(configurations)
                if match.vulnerable
            )
        ),
        (),
        (),
        kev_added=cve.cisaExploitAdd[:10] if cve.cisaExploitAdd and parse_instant(cve.cisaExploitAdd) else None,
    )
    head = RecordHead("", scored(_vectors(cve.metrics or {})), _cwes(cve.weaknesses or ()))
    return link, pack(head, body, configurations=configurations, withdrawn=rejected)


def _vectors(metrics: dict[str, Any]) -> Iterator[str]:
    for name in sorted(metrics, reverse=True):
        for entry in metrics[name] if isinstance(metrics[name], list) else ():
            data = entry.get("cvssData") if isinstance(entry, dict) else None
            vector = data.get("vectorString") if isinstance(data, dict) else None
            if isinstance(vector, str):
                yield vector


def _cwes(weaknesses: Iterable[_Weakness]) -> tuple[str, ...]:
    found = {text.value for weakness in weaknesses for text in weakness.description or ()}
    kept = (value for value in found if re.fullmatch(r"CWE-\d{1,6}", value))
    return tuple(sorted(kept, key=lambda value: int(value[4:])))
