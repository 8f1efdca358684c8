"""CSAF: advisories and VEX documents of suppliers, with the status of each product.

Every status is kept and shown. What is ``known_affected`` and identified by itself (CPE name, package URL of a language
registry, file hash) matches; a product inside another one does not, because it says nothing about the part alone.

Source: CSAF 2.0 (OASIS standard), CSAF 2.1; the form of the MyJVN API 4.0 is read by ``jvn_json``.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct

from kaname.errors import InputError
from kaname.ident.cpe import ANY, parse_cpe
from kaname.ident.ecosystems import ECOSYSTEMS, normalise_name
from kaname.ident.purl import parse_purl
from kaname.ident.vulnerability_ids import is_cve
from kaname.knowledge.applicability import CpeMatch, any_of, interval_of, make_match, undetermined_match
from kaname.knowledge.instants import parse_instant
from kaname.knowledge.records import (
    FileHash,
    IndexRow,
    ProductName,
    RangeEntry,
    RecordBody,
    RecordHead,
    RecordLink,
    Statement,
)
from kaname.knowledge.sources.documents import Outcome, ZippedRecords, decode_record, pack, scored
from kaname.knowledge.sources.names import product_name
from kaname.knowledge.sources.product_tree import Product, ProductTree, products_of
from kaname.knowledge.sources.product_versions import Bounds, read_range_text
from kaname.knowledge.sources.source import SourceInfo
from kaname.model.source import SkippedRecord

STATEMENTS_MAX = 5_000  # one document about all platforms of a distribution; what is over is counted
_STATUSES = (
    "known_affected",
    "first_affected",
    "last_affected",
    "known_not_affected",
    "fixed",
    "first_fixed",
    "under_investigation",
    "recommended",
)
_AFFECTED = frozenset({"known_affected", "first_affected", "last_affected"})
_ECOSYSTEM_OF_TYPE = {
    entry.purl_type: entry
    for entry in reversed(list(ECOSYSTEMS.values()))
    if entry.purl_type and not entry.purl_namespace and entry.scheme
}
_HASHES = {"sha256": "SHA-256", "sha512": "SHA-512", "sha1": "SHA-1", "md5": "MD5", "sha384": "SHA-384"}


class _Note(Struct):
    category: str = ""
    text: str = ""
    title: str | None = None


class _Reference(Struct):
    url: str = ""
    summary: str = ""


class _Tracking(Struct):
    id: str = ""
    current_release_date: str | None = None
    initial_release_date: str | None = None


class _Publisher(Struct):
    name: str = ""


class _Document(Struct):
    title: str = ""
    publisher: _Publisher | None = None
    lang: str | None = None
    notes: list[_Note] | None = None
    references: list[_Reference] | None = None
    tracking: _Tracking | None = None


class _Flag(Struct):
    label: str = ""
    product_ids: list[str] | None = None


class _Vulnerability(Struct):
    cve: str | None = None
    title: str | None = None
    notes: list[_Note] | None = None
    product_status: dict[str, Any] | None = None
    flags: list[_Flag] | None = None
    scores: list[dict[str, Any]] | None = None
    metrics: list[dict[str, Any]] | None = None
    references: list[_Reference] | None = None
    cwe: Any = None
    cwes: Any = None


class CsafDocument(Struct):
    """The parts of a CSAF document that are read."""

    document: _Document
    product_tree: ProductTree | None = None
    vulnerabilities: list[_Vulnerability] | None = None


_decoder = msgspec.json.Decoder(CsafDocument)


class Csaf(ZippedRecords):
    """Reads CSAF documents."""

    info = SourceInfo(
        id="csaf",
        needs="CSAF 2.0 or 2.1 documents: folders or zips of .json",
        licence="by publisher (Red Hat, SUSE: CC-BY-4.0; CISA: US government work)",
        update_hours=24,
        max_age_hours=24 * 30,
    )

    def read_entry(self, name: str, content: bytes, notes: Counter[str]) -> Iterable[Outcome]:
        """Read one document."""
        return read_csaf(name, content, notes)


def read_csaf(name: str, content: bytes, notes: Counter[str]) -> Iterable[Outcome]:
    """Read one document as one record."""
    csaf = decode_record(_decoder, name, content)
    if isinstance(csaf, SkippedRecord):
        return (csaf,)
    tracking = csaf.document.tracking or _Tracking()
    identifier = tracking.id.strip()
    if not identifier or len(identifier) > 200 or not identifier.isprintable():
        return (SkippedRecord(name, "knowledge.skipped.no_id", identifier[:40]),)
    modified = tracking.current_release_date or tracking.initial_release_date or ""
    if parse_instant(modified) is None:
        return (SkippedRecord(name, "knowledge.skipped.no_time", modified[:40]),)
    vulnerabilities = csaf.vulnerabilities or []
    cves = [item.cve.strip().upper() for item in vulnerabilities if item.cve and is_cve(item.cve.strip())]
    cves = list(dict.fromkeys(cves))
    link = RecordLink(
        id=identifier,
        modified=modified,
        published=tracking.initial_release_date,
        withdrawn=None,
        aliases=tuple(cves) if len(cves) == 1 and len(vulnerabilities) == 1 else (),
        covers=() if len(cves) == 1 and len(vulnerabilities) == 1 else tuple(cves),
        related=(),
        crc=zlib.crc32(content),
    )
    return ((link, _stored(csaf, notes)),)


def _stored(csaf: CsafDocument, notes: Counter[str]) -> bytes:
    products = products_of(csaf.product_tree)
    reading = AffectedProducts(notes)
    statements: list[Statement] = []
    for vulnerability in csaf.vulnerabilities or ():
        about = (vulnerability.cve or "").strip()
        labels = {key: flag.label for flag in vulnerability.flags or () for key in flag.product_ids or ()}
        for status, product in statuses(vulnerability.product_status or {}, products, notes):
            identifier = product.purls[0] if product.purls else product.cpe
            name = " ".join(dict.fromkeys(part for part in (product.name or product.id, product.version) if part))
            label = labels.get(product.id, "")
            version = (product.version, product.is_range)
            statements.append(Statement(name, identifier, status, label, product.within, about, *version))
            if status in _AFFECTED:
                reading.add(product)
    if len(statements) > STATEMENTS_MAX:
        notes["knowledge.noted.statements_left_out"] += len(statements) - STATEMENTS_MAX
    document = csaf.document
    own = csaf.vulnerabilities or []
    texts = [*(document.notes or ()), *(note for item in own[:1] for note in item.notes or ())]
    wanted = [note for note in texts if note.category in ("description", "summary", "details", "general")]
    head = RecordHead(
        document.title.strip() or next((item.title for item in own if item.title), ""),
        scored(vectors_of(own)),
        cwes_of(own),
        (document.lang or "en").lower(),
    )
    references = [*(document.references or ()), *(item for entry in own for item in entry.references or ())]
    body = RecordBody(
        "\n\n".join(dict.fromkeys(note.text.strip() for note in wanted))[:20_000],
        tuple(dict.fromkeys(reference.url for reference in references if reference.url)),
        tuple(dict.fromkeys(reading.ranges)),
        (),
        (),
        statements=tuple(dict.fromkeys(statements[:STATEMENTS_MAX])),
        publisher=document.publisher.name.strip() if document.publisher is not None else "",
    )
    return pack(
        head,
        body,
        rows=reading.rows,
        configurations=any_of(reading.matches),
        names=reading.names,
        hashes=reading.hashes,
        words=reading.words,
    )


def statuses(raw: dict[str, Any], products: dict[str, Product], notes: Counter[str]) -> Iterator[tuple[str, Product]]:
    """Yield (status, product) of a ``product_status``; ids that the tree does not define are counted."""
    for status in _STATUSES:
        listed = raw.get(status)
        for key in listed if isinstance(listed, list) else ():
            product = products.get(key) if isinstance(key, str) else None
            if product is None:
                notes["knowledge.noted.unknown_product"] += 1
            else:
                yield status, product


class AffectedProducts:
    """What the affected products of a document come to: rows, criteria, hashes and names. Filled by ``add``."""

    def __init__(self, notes: Counter[str]) -> None:
        self._notes = notes
        self.rows: list[IndexRow] = []
        self.ranges: list[RangeEntry] = []
        self.matches: list[CpeMatch] = []
        self.names: list[ProductName] = []
        self.hashes: list[FileHash] = []
        self.words: list[str] = []

    def add(self, product: Product) -> None:
        """Take in one affected product."""
        self.words.append(" ".join(part for part in (product.vendor, product.product or product.name) if part))
        for algorithm, value, file_name in product.hashes:
            spelling = _HASHES.get(algorithm.lower().replace("-", ""))
            if spelling and re.fullmatch(r"[0-9a-fA-F]{32,128}", value):
                self.hashes.append(FileHash(spelling, value.lower(), file_name or product.name))
        if product.is_combined:
            return
        for purl in product.purls:
            self._purl(purl, product)
        if product.cpe:
            self._cpe(product)
            name = product_name(product.cpe, product.vendor, product.product or product.name)
            if name:
                self.names.append(name)
        elif not product.purls:
            text = product.version or "?"
            self.ranges.append(RangeEntry("", f"{product.vendor}: {product.product or product.name}", text, None))

    def _bounds(self, product: Product, stated: str) -> tuple[Bounds, ...] | None:
        if stated:
            return ((("=", stated),),)
        if not product.version:
            return None
        return read_range_text(product.version) if product.is_range else ((("=", product.version),),)

    def _cpe(self, product: Product) -> None:
        try:
            version = parse_cpe(product.cpe, lenient=True).version
        except InputError:
            self._notes["knowledge.noted.bad_cpe"] += 1
            return
        alternatives = ((),) if version != ANY else self._bounds(product, "")
        if alternatives is None:
            match = undetermined_match(product.cpe, product.version or "?", self._notes)
            self._keep(match)
            return
        for bounds in alternatives:
            exact = version != ANY
            self._keep(make_match(product.cpe, bounds or (() if exact else ((">=", "0"),)), self._notes))

    def _keep(self, match: CpeMatch | None) -> None:
        if match is not None:
            self.matches.append(match)
            self.ranges.append(RangeEntry("CPE", match.cpe, match.text, match.fixed))

    def _purl(self, text: str, product: Product) -> None:
        try:
            purl = parse_purl(text)
        except InputError:
            self._notes["knowledge.noted.bad_purl"] += 1
            return
        ecosystem = _ECOSYSTEM_OF_TYPE.get(purl.type)
        if ecosystem is None:
            # Distributions need the release, which a purl in a tree seldom says.
            self._notes["knowledge.noted.purl_without_release"] += 1
            return
        separator = ":" if purl.type == "maven" else "/"
        package = f"{purl.namespace}{separator}{purl.name}" if purl.namespace else purl.name
        key = normalise_name(ecosystem.name, package)
        for bounds in self._bounds(product, purl.version or "") or ():
            found = interval_of(bounds, ecosystem.scheme or "generic")
            self.rows.append(IndexRow(ecosystem.name, key, *found))
            self.ranges.append(RangeEntry(ecosystem.name, package, found[2], found[3]))


def vectors_of(vulnerabilities: Iterable[_Vulnerability]) -> Iterator[str]:
    """Yield the CVSS vectors of ``scores`` (CSAF 2.0) and ``metrics`` (2.1)."""
    for vulnerability in vulnerabilities:
        contents = [*(vulnerability.scores or ())]
        contents += [
            metric["content"] for metric in vulnerability.metrics or () if isinstance(metric.get("content"), dict)
        ]
        for content in contents:
            for name in ("cvss_v4", "cvss_v3", "cvss_v2"):
                value = content.get(name)
                vector = value.get("vectorString") if isinstance(value, dict) else None
                if isinstance(vector, str):
                    yield vector


def cwes_of(vulnerabilities: Iterable[_Vulnerability]) -> tuple[str, ...]:
    """Return the CWE ids of ``cwe`` (CSAF 2.0) and ``cwes`` (2.1), in order."""
    found: set[str] = set()
    for vulnerability in vulnerabilities:
        listed = vulnerability.cwes if isinstance(vulnerability.cwes, list) else ()
        for entry in (vulnerability.cwe, *listed):
            identifier = entry.get("id") if isinstance(entry, dict) else None
            if isinstance(identifier, str) and re.fullmatch(r"CWE-\d{1,6}", identifier):
                found.add(identifier)
    return tuple(sorted(found, key=lambda identifier: int(identifier[4:])))
