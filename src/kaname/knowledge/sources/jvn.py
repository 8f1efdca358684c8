"""JVN iPedia: the Japanese vulnerability database of IPA and JPCERT/CC, in every form in which it is published.

Holds the source and the assembly of a record; ``jvn_xml`` reads VULDEF and JVNRSS (MyJVN API 3.2, yearly feeds), ``jvn_json``
the CSAF 2.1 form and the lists of the MyJVN API 4.0. Texts stay in the language of the feed. Refuses to guess affected
versions from prose: ``product_versions`` reads the phrases that leave no doubt, the rest is kept and shown.

Source: MyJVN API (https://jvndb.jvn.jp/apis/), VULDEF 3.2, JVNRSS 3.2.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct

from kaname.ident.vulnerability_ids import is_cve
from kaname.knowledge.applicability import CpeMatch, any_of, make_match, undetermined_match
from kaname.knowledge.instants import parse_instant
from kaname.knowledge.records import Chunk, FileHash, ProductName, RangeEntry, RecordBody, RecordHead, RecordLink
from kaname.knowledge.sources import jvn_json, jvn_xml
from kaname.knowledge.sources.documents import (
    OPENING_CHARACTERS,
    Entry,
    Outcome,
    iter_chunks,
    iter_documents,
    pack,
    scored,
)
from kaname.knowledge.sources.jvn_record import JvnProduct, JvnRecord
from kaname.knowledge.sources.names import product_name
from kaname.knowledge.sources.product_versions import read_phrase, without_remark
from kaname.knowledge.sources.source import Feed, Location, PagedApi, SourceInfo
from kaname.model.source import SkippedRecord

_JVNDB = re.compile(r"JVNDB-\d{4}-\d{6,}")
_BULLETIN = re.compile(r"JVN(?:VU|TA)?#\d{6,}")
_CWE = re.compile(r"CWE-(\d{1,6})")
_TAG = re.compile(r"</?(?:ul|ol|p|br|a|b|i|strong|em|div|span|table|tr|td)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ITEM = re.compile(r"</?li>", re.IGNORECASE)
PRODUCTS_MAX = 5_000  # one record may list every model of a maker; the largest seen has some hundreds


MYJVN_URL = "https://jvndb.jvn.jp/myjvn"
MYJVN_PACE_SECONDS = 1.0  # IPA names no limit and asks not to be asked in bulk: a few requests a second are the utmost


class NamesPart(Struct, frozen=True):
    """Part of the vendor and product list."""

    names: tuple[ProductName, ...]
    read: int
    skipped: tuple[SkippedRecord, ...]


class Jvn:
    """Reads vulnerability records."""

    info = SourceInfo(
        id="jvn",
        needs="MyJVN API answers and yearly feeds: VULDEF or JVNRSS (.xml, .rdf), CSAF form or lists (.json)",
        licence="JVN iPedia by IPA and JPCERT/CC; terms of use ask for credit (https://jvndb.jvn.jp/nav/jvndb.html)",
        update_hours=24,
        max_age_hours=24 * 7,
        locations=(
            Location(
                url="https://jvndb.jvn.jp/ja/feed/detail/jvndb_detail_{year}.rdf",
                path="jvn/jvndb_detail_{year}.rdf",
                years_from=1998,
                pace_seconds=1.0,
                checksum_url="https://jvndb.jvn.jp/ja/feed/checksum.txt",
                checksum_form="jvn-list",
            ),
        ),
        api=PagedApi(
            kind="myjvn-changes",
            url=MYJVN_URL,
            path="jvn/changes",
            languages=("ja",),
            pace_seconds=MYJVN_PACE_SECONDS,
            days_max=30,
            files_age_hours=24 * 14,  # seen to be some days old; taken to be made once a week
            records_max=6_000,
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
        """Yield the raw records of a feed in their order, each as a document of its own where that can be told.

        Raises:
            InputError, OSError: the feed cannot be opened or is damaged.
        """
        for name, content in iter_documents(feed):
            if isinstance(content, bytes) and _is_xml(content):
                yield from jvn_xml.split_records(name, content)
            else:
                yield name, content

    def iter_chunks(self, entries: Iterable[Entry], *, marked: bool = True) -> Iterator[Chunk]:
        """Read entries that were opened already."""
        return iter_chunks(entries, _read, marked=marked)


JVN_ENGLISH = msgspec.structs.replace(
    Jvn.info,
    id="jvn:en",
    locations=(),
    # A few thousand records: the whole of it is fetched through the API.
    api=PagedApi(
        kind="myjvn-changes",
        url=MYJVN_URL,
        path="jvn-en/changes",
        languages=("en",),
        pace_seconds=MYJVN_PACE_SECONDS,
    ),
)
"""The English records, which ``Jvn`` reads as well."""


class JvnNames:
    """Reads the vendor and product lists, from which names in words are learnt."""

    info = SourceInfo(
        id="jvn-products",
        needs="MyJVN getProductList or its feed: .xml, .rdf, .json, or .jsonl(.gz) with one product per line",
        licence=Jvn.info.licence,
        update_hours=24,
        max_age_hours=24 * 365,
        api=PagedApi(
            kind="myjvn-products",
            url=MYJVN_URL,
            path="jvn-products/products",
            languages=("ja", "en"),
            pace_seconds=MYJVN_PACE_SECONDS,
            # About 80,000 products in each language, which the API only gives whole; names rarely change.
            renew_hours=24 * 7,
        ),
    )

    def iter_records(self, feed: Feed) -> Iterator[NamesPart]:
        """Read the pairs of a feed in their order, one part per document.

        Raises:
            InputError, OSError: the feed cannot be opened or is damaged.
        """
        for name, content in iter_documents(feed):
            if isinstance(content, SkippedRecord):
                yield NamesPart((), 1, (content,))
                continue
            yield self.read_document(name, content)

    @staticmethod
    def read_document(name: str, content: bytes) -> NamesPart:
        """Read one document: a list, or one line of a list with one product per line."""
        pairs = jvn_xml.iter_products(name, content) if _is_xml(content) else jvn_json.iter_products(name, content)
        names: list[ProductName] = []
        skipped: list[SkippedRecord] = []
        read = 0
        for pair in pairs:
            read += 1
            if isinstance(pair, SkippedRecord):
                skipped.append(pair)
                continue
            found = product_name(pair.cpe, pair.vendor, pair.product)
            if found is None:
                label = f"{pair.vendor} / {pair.product}"[:200]
                skipped.append(SkippedRecord(label, "knowledge.skipped.no_cpe_name", pair.cpe[:100]))
            else:
                names.append(found)
        return NamesPart(tuple(names), read, tuple(skipped))


def _is_xml(content: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def _read(name: str, content: bytes, notes: Counter[str]) -> Iterator[Outcome]:
    records = jvn_xml.iter_records(name, content) if _is_xml(content) else jvn_json.iter_records(name, content)
    for record in records:
        yield record if isinstance(record, SkippedRecord) else _outcome(record, notes)


def _outcome(record: JvnRecord, notes: Counter[str]) -> Outcome:
    if not _JVNDB.fullmatch(record.id):
        return SkippedRecord(record.id[:40] or "?", "knowledge.skipped.no_id", record.title[:60])
    if parse_instant(record.modified) is None:
        return SkippedRecord(record.id, "knowledge.skipped.no_time", record.modified[:40])
    ids = [text.strip() for text in record.ids]
    cves = list(dict.fromkeys(text.upper() for text in ids if is_cve(text)))
    link = RecordLink(
        id=record.id,
        modified=record.modified,
        published=record.published or None,
        withdrawn=None,
        aliases=tuple(cves) if len(cves) == 1 else (),
        covers=() if len(cves) == 1 else tuple(cves),
        related=(),
        crc=zlib.crc32(repr(record).encode()),
        bulletins=tuple(dict.fromkeys(text for text in ids if _BULLETIN.fullmatch(text))),
        rank=record.rank,
    )
    return link, _stored(record, single=len(cves) <= 1, notes=notes)


def _stored(record: JvnRecord, *, single: bool, notes: Counter[str]) -> bytes:
    matches: list[CpeMatch] = []
    ranges: list[RangeEntry] = []
    names: list[ProductName] = []
    if len(record.products) > PRODUCTS_MAX:
        notes["knowledge.noted.products_left_out"] += len(record.products) - PRODUCTS_MAX
    products = record.products[:PRODUCTS_MAX]
    for product in products:
        for version in product.versions or ("",):
            match = _match(product, version, single, notes)
            if match is not None:
                matches.append(match)
                ranges.append(RangeEntry("CPE", match.cpe, match.text, match.fixed))
            else:
                ranges.append(RangeEntry("", f"{product.vendor}: {product.name}", version or "?", None))
        name = product_name(product.cpe, product.vendor, product.name) if product.cpe else None
        if name:
            names.append(name)
    head = RecordHead(record.title.strip(), scored(record.vectors), _cwes(record.ids), record.lang)
    body = RecordBody(
        plain_text(record.overview),
        tuple(dict.fromkeys(url for url in record.references if url)),
        tuple(dict.fromkeys(ranges)),
        (),
        (),
    )
    hashes = [FileHash("SHA-256", value, label) for value, label in record.hashes]
    words = [body.details[:OPENING_CHARACTERS], *(f"{product.vendor} {product.name}" for product in products)]
    return pack(head, body, configurations=any_of(matches), names=names, hashes=hashes, words=words)


def _match(product: JvnProduct, version: str, single: bool, notes: Counter[str]) -> CpeMatch | None:
    if not product.cpe:
        return None
    if not version:
        return undetermined_match(product.cpe, "?", notes)
    bounds = read_phrase(without_remark(version) if single else version)
    if bounds is None:
        return undetermined_match(product.cpe, version, notes)
    return make_match(product.cpe, bounds, notes)


def _cwes(ids: Sequence[str]) -> tuple[str, ...]:
    numbers = {int(match[1]) for match in map(_CWE.fullmatch, ids) if match}
    return tuple(f"CWE-{number}" for number in sorted(numbers))


def plain_text(text: str) -> str:
    """Return text without the HTML tags that feeds have in it; list items become lines that begin with a dot."""
    text = _ITEM.sub(lambda match: "" if match[0].startswith("</") else "\n・", text)
    return "\n".join(line.strip() for line in _TAG.sub("\n", text).splitlines() if line.strip())
