"""The files around the documents of a CSAF provider: provider-metadata.json, ROLIE, index.txt, changes.csv, security.txt.

Forms are described in our own words, from the provider schemas and section 7.1 of CSAF 2.0 and 2.1 (draft of August 2026)
and from RFC 8322 in the JSON form that CSAF takes. Faults have the texts of the structure check (``csaf.schema.*``). Pure:
nothing is read or fetched here.
"""

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

import msgspec
from msgspec import Struct

from kaname.formats.csaf.checks import Fault
from kaname.formats.csaf.nodes import Node
from kaname.formats.csaf.structure import (
    DATE_TIME,
    TEXT,
    URI,
    Flag,
    Listing,
    Record,
    Shape,
    Text,
    check_structure,
    one_of,
    record,
)

PROVIDER_SCHEMA_2_1: Final = "https://docs.oasis-open.org/csaf/csaf/v2.1/schema/provider.json"
# Files of lists and metadata are small: the largest providers have some 30,000 documents.
MAX_LIST_BYTES: Final = 64 << 20
_JSON_URL = Text(shortest=0, pattern=re.compile(r".*\.json", re.DOTALL), form="uri")
_PROVIDER_URL = Text(shortest=0, pattern=re.compile(r".*/provider-metadata\.json", re.DOTALL), form="uri")
_LABELS = {"2.0": "UNLABELED WHITE GREEN AMBER RED", "2.1": "CLEAR GREEN AMBER AMBER+STRICT RED"}
_PUBLISHER = record(
    "category name namespace",
    {
        "category": one_of("coordinator discoverer multiplier other translator user vendor"),
        "contact_details": TEXT,
        "issuing_authority": TEXT,
        "name": TEXT,
        "namespace": URI,
    },
    closed=True,
)
_INFORMATION_TYPE = "urn:ietf:params:rolie:category:information-type"


def _metadata_shape(version: str) -> Record:
    """Return the form of provider-metadata.json. That of 2.0 leaves room for other properties, that of 2.1 does not."""
    is_closed = version == "2.1"
    label = one_of(_LABELS[version])
    feed = record(
        "tlp_label url last_updated" if is_closed else "tlp_label url",
        {"last_updated": DATE_TIME, "summary": Text(shortest=0), "tlp_label": label, "url": _JSON_URL},
        closed=is_closed,
    )
    urls = Listing(_JSON_URL, distinct=True)
    rolie = record(
        "feeds", {"categories": urls, "feeds": Listing(feed, distinct=True), "services": urls}, closed=is_closed
    )
    distribution: dict[str, Shape] = {"rolie": rolie}
    if is_closed:
        distribution["directory"] = record("tlp_label url", {"tlp_label": label, "url": URI}, closed=True)
    else:
        distribution["directory_url"] = URI
    fingerprint = Text(shortest=40 if is_closed else 32, pattern=re.compile(r"[0-9a-fA-F]+"))
    key = record("fingerprint url" if is_closed else "url", {"fingerprint": fingerprint, "url": URI}, closed=is_closed)
    fields: dict[str, Shape] = {
        "canonical_url": _PROVIDER_URL,
        "distributions": Listing(record("", distribution, closed=is_closed, fewest=1), distinct=True),
        "last_updated": DATE_TIME,
        "list_on_CSAF_aggregators": Flag(),
        "metadata_version": one_of(version),
        "mirror_on_CSAF_aggregators": Flag(),
        "public_openpgp_keys": Listing(key, fewest=0),
        "publisher": _PUBLISHER if is_closed else record("category name namespace", _PUBLISHER.fields),
        "role": one_of("csaf_publisher csaf_provider csaf_trusted_provider"),
    }
    required = (
        "canonical_url last_updated list_on_CSAF_aggregators mirror_on_CSAF_aggregators metadata_version publisher role"
    )
    if is_closed:
        fields |= {
            "$schema": one_of(PROVIDER_SCHEMA_2_1),
            "maintained_from": DATE_TIME,
            "maintained_until": DATE_TIME,
        }
        required = "$schema " + required
    return record(required, fields, closed=is_closed)


_METADATA = {version: _metadata_shape(version) for version in _LABELS}
_CATEGORY = record("term", {"scheme": URI, "term": TEXT})
_LINK = record("href rel", {"href": URI, "rel": TEXT})
_ENTRY = record(
    "content id link published title updated",
    {
        "content": record("src type", {"src": URI, "type": one_of("application/json")}),
        "format": record("schema version", {"schema": URI, "version": one_of("2.0 2.1")}),
        "id": TEXT,
        "link": Listing(_LINK),
        "published": DATE_TIME,
        "summary": record("", {"content": Text(shortest=0)}),
        "title": TEXT,
        "updated": DATE_TIME,
    },
)
_FEED = record(
    "feed",
    {
        "feed": record(
            "category id link title updated",
            {
                "category": Listing(_CATEGORY),
                "entry": Listing(_ENTRY, fewest=0),
                "id": TEXT,
                "link": Listing(_LINK),
                "title": TEXT,
                "updated": DATE_TIME,
            },
        )
    },
)
_COLLECTION = record(
    "categories href title",
    {"categories": record("category", {"category": Listing(_CATEGORY)}), "href": URI, "title": TEXT},
)
_WORKSPACE = record("collection title", {"collection": Listing(_COLLECTION, fewest=0), "title": TEXT})
_SERVICE = record("service", {"service": record("workspace", {"workspace": Listing(_WORKSPACE)})})
_CATEGORIES = record(
    "categories", {"categories": record("category", {"category": Listing(record("term", {"term": TEXT}))})}
)


class FeedEntry(Struct, frozen=True, kw_only=True):
    """A document in a ROLIE feed: address, and the addresses of its hash and signature files."""

    url: str
    hashes: tuple[str, ...]
    signatures: tuple[str, ...]


def decode_file(data: bytes) -> Node | None:
    """Return the JSON value of a file; None where it is none."""
    try:
        return Node(msgspec.json.decode(data))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None


def check_metadata(root: Node) -> Iterator[Fault]:
    """Yield where provider-metadata.json does not have the form of its version (7.1.7)."""
    version = root.get("metadata_version").text
    yield from check_structure(root, _METADATA.get(version, _METADATA["2.0"]), {})


def check_feed(root: Node) -> Iterator[Fault]:
    """Yield where a ROLIE feed does not have its form (7.1.15)."""
    faults = list(check_structure(root, _FEED, {}))
    yield from faults
    categories = root.get("feed", "category")
    is_csaf = any(
        each.get("scheme").text == _INFORMATION_TYPE and each.get("term").text == "csaf" for each in categories.items()
    )
    if not faults and not is_csaf:
        yield Fault(categories.path, {"value": "", "values": f"{_INFORMATION_TYPE}: csaf"}, "value")


def check_service(root: Node) -> Iterator[Fault]:
    """Yield where a ROLIE service document does not have its form (7.1.16)."""
    yield from check_structure(root, _SERVICE, {})


def check_category(root: Node) -> Iterator[Fault]:
    """Yield where a ROLIE category document does not have its form (7.1.17)."""
    yield from check_structure(root, _CATEGORIES, {})


def feed_entries(root: Node) -> list[FeedEntry]:
    """Return the documents of a feed."""
    entries: list[FeedEntry] = []
    for entry in root.get("feed", "entry").items():
        links = [(link.get("rel").text, link.get("href").text) for link in entry.get("link").items()]
        own = next((href for rel, href in links if rel == "self"), "")
        entries.append(
            FeedEntry(
                url=entry.get("content", "src").text or own,
                hashes=tuple(href for rel, href in links if rel == "hash"),
                signatures=tuple(href for rel, href in links if rel == "signature"),
            )
        )
    return entries


def read_index(data: bytes) -> list[str]:
    """Return the paths in index.txt (7.1.12)."""
    return [line for line in data.decode("utf-8", "replace").splitlines() if line]


def read_changes(data: bytes) -> list[tuple[str, str]] | None:
    """Return path and time of each line of changes.csv (7.1.13); None where it is no such table."""
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8", "replace"), newline="")))
    except csv.Error:
        return None
    if any(row and len(row) != 2 for row in rows):
        return None
    return [(row[0], row[1]) for row in rows if row]


def security_txt_fields(data: bytes) -> list[str]:
    """Return the values of the ``CSAF`` fields of a security.txt (7.1.8, RFC 9116), in order."""
    lines = data.decode("utf-8", "replace").splitlines()
    fields = (line.partition(":") for line in lines if not line.lstrip().startswith("#"))
    return [value.strip() for name, colon, value in fields if colon and name.strip().lower() == "csaf"]
