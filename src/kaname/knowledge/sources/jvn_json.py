"""JVN iPedia in JSON: the CSAF 2.1 form, the overview feed and the product list of the MyJVN API 4.0.

A CSAF document of JVN iPedia describes one JVNDB record; its vulnerabilities are the CVE ids that it is about.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from kaname.knowledge.sources.csaf import CsafDocument, cwes_of, statuses, vectors_of
from kaname.knowledge.sources.jvn_record import JvnProduct, JvnRecord
from kaname.knowledge.sources.product_tree import products_of
from kaname.model.source import SkippedRecord


class _Reference(Struct):
    summary: str = ""
    url: str = ""


class _Identifiers(Struct):
    cpe: str = ""
    id_refs: list[dict[str, Any]] | None = None


class _FeedProduct(Struct):
    vname: str = ""
    pname: str = ""
    version: str = ""
    product_ids: _Identifiers | None = None


class _Entry(Struct):
    id: str = ""
    title: str = ""
    summary: str = ""
    modified: str = ""
    created: str = ""
    public: str = ""
    references: list[_Reference] | None = None
    products: list[_FeedProduct] | None = None
    metrics: list[dict[str, Any]] | None = None
    cwes: list[dict[str, Any]] | None = None


class _ListProduct(Struct):
    pname: str = ""
    pname_i18: dict[str, str] | None = None
    product_ids: list[_Identifiers] | None = None


class _ListVendor(Struct):
    vname: str = ""
    vname_i18: dict[str, str] | None = None
    products: list[_ListProduct] | None = None


class _Vendors(Struct):
    vendors: list[_ListVendor]


class _ListDocument(Struct):
    dictionary: _Vendors = msgspec.field(name="jvn-product-dictionary")


class _Line(Struct):
    vname: str
    pname: str
    pcpe: str


_SHA256_LENGTH = 64


def iter_records(name: str, content: bytes) -> Iterator[JvnRecord | SkippedRecord]:
    """Yield the records of a document: one CSAF document, a list of them, or an overview feed."""
    try:
        value = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield SkippedRecord(name, "knowledge.skipped.not_json", str(error)[:200])
        return
    if isinstance(value, dict) and "feed" in value:
        yield from _feed(name, value)
        return
    documents = value if isinstance(value, list) else [value]
    for position, document in enumerate(documents):
        place = name if len(documents) == 1 else f"{name}: [{position}]"
        try:
            yield _csaf(msgspec.convert(document, CsafDocument))
        except msgspec.ValidationError as error:
            yield SkippedRecord(place, "knowledge.skipped.wrong_type", str(error)[:200])


def iter_products(name: str, content: bytes) -> Iterator[JvnProduct | SkippedRecord]:
    """Yield the products of a product list, or of one line of a list with one product per line.

    Where the list has names in several languages, each pairing is a product of its own.
    """
    try:
        line = msgspec.json.decode(content, type=_Line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    else:
        yield JvnProduct(line.vname, line.pname, line.pcpe)
        return
    try:
        listed = msgspec.json.decode(content, type=_ListDocument).dictionary
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield SkippedRecord(name, "knowledge.skipped.wrong_type", str(error)[:200])
        return
    for vendor in listed.vendors:
        for product in vendor.products or ():
            cpe = next((item.cpe for item in product.product_ids or () if item.cpe), "")
            vendors, products = vendor.vname_i18 or {}, product.pname_i18 or {}
            pairs = [(vendor.vname, product.pname)]
            pairs += (
                (vendors.get(lang, vendor.vname), products.get(lang, product.pname))
                for lang in sorted({*vendors, *products})
            )
            for vendor_name, product_name in dict.fromkeys(pairs):
                yield JvnProduct(vendor_name, product_name, cpe)


def _feed(name: str, value: Any) -> Iterator[JvnRecord | SkippedRecord]:
    feed = value["feed"]
    entries = feed.get("entry") if isinstance(feed, dict) else None
    lang = str(feed.get("lang", "ja")) if isinstance(feed, dict) else "ja"
    if not isinstance(entries, list):
        yield SkippedRecord(name, "knowledge.skipped.wrong_type", "feed.entry")
        return
    for position, raw in enumerate(entries):
        try:
            entry = msgspec.convert(raw, _Entry)
        except msgspec.ValidationError as error:
            yield SkippedRecord(f"{name}: feed.entry[{position}]", "knowledge.skipped.wrong_type", str(error)[:200])
            continue
        yield _entry(entry, lang)


def _entry(entry: _Entry, lang: str) -> JvnRecord:
    metrics = [metric["content"] for metric in entry.metrics or () if isinstance(metric.get("content"), dict)]
    vectors = [
        content[key]["vectorString"]
        for content in metrics
        for key in ("cvss_v4", "cvss_v3", "cvss_v2")
        if isinstance(content.get(key), dict) and isinstance(content[key].get("vectorString"), str)
    ]
    hashes = [
        (str(ref.get("value", "")).lower(), product.pname)
        for product in entry.products or ()
        for ref in (product.product_ids.id_refs if product.product_ids else None) or ()
        if ref.get("nameType") == "sha256" and len(str(ref.get("value", ""))) == _SHA256_LENGTH
    ]
    return JvnRecord(
        id=entry.id,
        title=entry.title,
        overview=entry.summary,
        lang=lang[:2].lower(),
        published=entry.created or entry.public,
        modified=entry.modified,
        products=tuple(
            JvnProduct(
                product.vname,
                product.pname,
                product.product_ids.cpe if product.product_ids else "",
                (product.version,) if product.version else (),
            )
            for product in entry.products or ()
        ),
        ids=(
            *(reference.summary for reference in entry.references or ()),
            *(str(item.get("id", "")) for item in entry.cwes or ()),
        ),
        vectors=tuple(vectors),
        references=tuple(reference.url for reference in entry.references or ()),
        hashes=tuple(hashes),
    )


def _csaf(csaf: CsafDocument) -> JvnRecord:
    document = csaf.document
    tracking = document.tracking
    vulnerabilities = csaf.vulnerabilities or []
    tree = products_of(csaf.product_tree)
    affected = {
        product.id: product
        for item in vulnerabilities
        for status, product in statuses(item.product_status or {}, tree, Counter())
        if status == "known_affected"
    }
    notes = (note.text for note in document.notes or () if note.category == "description")
    return JvnRecord(
        id=(tracking.id if tracking else "").strip(),
        title=document.title,
        overview=next(notes, ""),
        lang=(document.lang or "ja")[:2].lower(),
        published=(tracking.initial_release_date if tracking else None) or "",
        modified=(tracking.current_release_date if tracking else None) or "",
        products=tuple(
            JvnProduct(item.vendor, item.product or item.name, item.cpe, (item.version,) if item.version else ())
            for item in affected.values()
        ),
        ids=(
            *(item.cve or "" for item in vulnerabilities),
            *(reference.summary for reference in document.references or ()),
            *cwes_of(vulnerabilities),
        ),
        vectors=tuple(vectors_of(vulnerabilities)),
        references=tuple(reference.url for reference in document.references or ()),
        hashes=tuple(
            (value.lower(), item.name)
            for item in affected.values()
            for algorithm, value, _ in item.hashes
            if algorithm.lower().replace("-", "") == "sha256" and len(value) == _SHA256_LENGTH
        ),
        rank=1,
    )
