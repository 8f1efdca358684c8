"""Questions to the MyJVN API 3.2 (``feed=hnd``, XML) and 4.0 (``feed=oka``, JSON), and what its pages say about themselves.

Asks nobody by itself. The API tells of errors with HTTP status 200 and a return code in the answer.

Source: MyJVN API (https://jvndb.jvn.jp/apis/), its method pages getVulnOverviewList, getVulnDetailInfo and getProductList of
both versions, and the schema status_3.3.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any, Literal
from urllib.parse import quote, urlencode
from xml.etree.ElementTree import Element, ParseError, tostring
from xml.sax.saxutils import quoteattr

import msgspec
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from msgspec import Struct

Version = Literal["3.2", "4.0"]
FEEDS: Mapping[Version, str] = {"3.2": "hnd", "4.0": "oka"}
ENDINGS: Mapping[Version, str] = {"3.2": ".xml", "4.0": ".json"}
OVERVIEW_ENTRIES = 50  # the most that getVulnOverviewList gives
DETAIL_ENTRIES: Mapping[Version, int] = {"3.2": 10, "4.0": 1}  # ids in one question to getVulnDetailInfo
PRODUCT_ENTRIES = 10_000  # the most that getProductList gives
_JAPAN = timezone(timedelta(hours=9))
_RANGES = ("rangeDatePublic", "rangeDatePublished", "rangeDateFirstPublished")
_VULDEF = "http://jvn.jp/vuldef/"
_RESULTS = "http://jvndb.jvn.jp/myjvn/Results"


class MyJvnRefusalError(ValueError):
    """The API answered with an error of its own."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(code)
        self.code = code[:40]
        self.text = "".join(letter for letter in text[:200] if letter.isprintable())


class Status(Struct, frozen=True):
    """How an answer counts itself: results in all, number of its first entry (from 1), entries in it."""

    total: int
    first: int
    count: int


def overview_url(url: str, version: Version, lang: str, since: datetime | None, until: datetime, first: int) -> str:
    """Return the address of a page of the list of records that were updated in a span of days (Japan time); None: of all."""
    start, end = (since.astimezone(_JAPAN) if since else None), until.astimezone(_JAPAN)
    asked: dict[str, str | int] = {"method": "getVulnOverviewList", "feed": FEEDS[version], "lang": lang}
    if version == "3.2":
        # Without these the API silently takes the last week only.
        asked |= dict.fromkeys(_RANGES, "n")
        if start is not None:
            for side, day in (("Start", start), ("End", end)):
                asked |= {f"datePublished{side}{part}": value for part, value in _parts(day)}
    elif start is not None:
        asked |= {"lastModStartDate": start.strftime("%Y%m%d"), "lastModEndDate": end.strftime("%Y%m%d")}
    return f"{url}?{urlencode(asked | {'startItem': first, 'maxCountItem': OVERVIEW_ENTRIES})}"


def _parts(day: datetime) -> tuple[tuple[str, int], ...]:
    return (("Y", day.year), ("M", day.month), ("D", day.day))


def detail_url(url: str, version: Version, lang: str, ids: Sequence[str]) -> str:
    """Return the address of the full records with some ids, at most ``DETAIL_ENTRIES``."""
    asked = urlencode({"method": "getVulnDetailInfo", "feed": FEEDS[version], "lang": lang})
    return f"{url}?{asked}&vulnId={'+'.join(quote(name) for name in ids)}"


def product_url(url: str, version: Version, lang: str, first: int) -> str:
    """Return the address of a page of the list of products, which names their vendors as well."""
    asked = {
        "method": "getProductList",
        "feed": FEEDS[version],
        "lang": lang,
        "startItem": first,
        "maxCountItem": PRODUCT_ENTRIES,
    }
    return f"{url}?{urlencode(asked)}"


def parse_overview(content: bytes, version: Version) -> tuple[Status, tuple[str, ...]]:
    """Return the status of a page of the list and the ids of its records.

    Raises:
        MyJvnRefusalError: an error of the API. ValueError: no such page, or not the whole of one.
    """
    if version == "3.2":
        root = _xml(content)
        ids = tuple((node.text or "").strip() for node in root.iter() if _local(node) == "identifier")
        return _checked(_xml_status(root), len(ids)), ids
    value = _json(content)
    entries = _list(_object(value.get("feed")).get("entry"))
    found = tuple(str(entry["id"]) for entry in map(_object, entries) if "id" in entry)
    return _checked(_json_status(value), len(found)), found


def parse_details(content: bytes, version: Version) -> tuple[Status, dict[str, str]]:
    """Return the status of an answer with full records, and the records by id, each a document part of its own.

    Raises:
        MyJvnRefusalError: an error of the API. ValueError: no such answer, or not the whole of one.
    """
    if version == "3.2":
        root = _xml(content)
        nodes = [node for node in root if _local(node) == "Vulinfo"]
        records = {_id_of(node): tostring(node, encoding="unicode").strip() for node in nodes}
        return _checked(_xml_status(root), len(nodes)), records
    value = _json(content)
    status = _json_status(value)
    name = _object(_object(value.get("document")).get("tracking")).get("id")
    if not isinstance(name, str):
        return _checked(status, 0), {}
    return _checked(status, 1), {name.strip(): content.decode("utf-8").strip()}


def parse_products(content: bytes, version: Version) -> Status:
    """Return the status of a page of the list of products.

    Raises:
        MyJvnRefusalError: an error of the API. ValueError: no such page, or not the whole of one.
    """
    if version == "3.2":
        root = _xml(content)
        return _checked(_xml_status(root), sum(_local(node) == "Product" for node in root.iter()))
    value = _json(content)
    return _checked(_json_status(value), sum(len(_list(vendor.get("products"))) for vendor in _vendors(value)))


def modified_of(record: str, version: Version) -> str:
    """Return when a record was updated, as it says."""
    if version == "3.2":
        nodes = (node for node in _xml(record.encode()).iter() if _local(node) == "DateLastUpdated")
        return next(((node.text or "").strip() for node in nodes), "")
    tracking = _object(_object(_json(record.encode()).get("document")).get("tracking"))
    return str(tracking.get("current_release_date") or "")


def write_records(records: Mapping[str, str], version: Version, lang: str) -> bytes:
    """Return records as one document: VULDEF, or a list of CSAF documents; ordered by id."""
    ordered = [records[name] for name in sorted(records)]
    if version == "4.0":
        return ("[" + ",\n".join(ordered) + "]\n").encode()
    body = "".join(f"{record}\n" for record in ordered)
    opening = f'<VULDEF-Document version="3.2" xmlns={quoteattr(_VULDEF)} xml:lang={quoteattr(lang)}>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}\n{body}</VULDEF-Document>\n'.encode()


def read_records(content: bytes, version: Version) -> dict[str, str]:
    """Return the records of a document written by ``write_records``, by id.

    Raises:
        ValueError: it is none.
    """
    if version == "3.2":
        nodes = (node for node in _xml(content) if _local(node) == "Vulinfo")
        return {_id_of(node): tostring(node, encoding="unicode").strip() for node in nodes}
    try:
        items = msgspec.json.decode(content, type=list[msgspec.Raw])
        return {_json(bytes(item))["document"]["tracking"]["id"].strip(): bytes(item).decode() for item in items}
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise ValueError("no records of the MyJVN API") from error


def write_products(pages: Sequence[bytes], version: Version, lang: str) -> bytes:
    """Return pages of the list of products as one list.

    Raises:
        ValueError: one of them is no such page.
    """
    if version == "4.0":
        vendors = [vendor for page in pages for vendor in _vendors(_json(page))]
        return msgspec.json.encode({"jvn-product-dictionary": {"lang": lang, "vendors": vendors}})
    lines = []
    for node in (node for page in pages for node in _xml(page).iter() if _local(node) == "Vendor"):
        lines.append(f"<Vendor{_attributes(node)}>")
        lines += (f"  <Product{_attributes(product)} />" for product in node if _local(product) == "Product")
        lines.append("</Vendor>")
    opening = f'<Result version="3.3" xmlns={quoteattr(_RESULTS)}>\n<VendorInfo xml:lang={quoteattr(lang)}>'
    body = "\n".join(lines)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}\n{body}\n</VendorInfo>\n</Result>\n'.encode()


def _vendors(value: dict[str, Any]) -> list[dict[str, Any]]:
    return [_object(vendor) for vendor in _list(_object(value.get("jvn-product-dictionary")).get("vendors"))]


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _attributes(node: Element) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in node.attrib.items() if "}" not in name)


def _id_of(node: Element) -> str:
    return next(((child.text or "").strip() for child in node if _local(child) == "VulinfoID"), "")


def _checked(status: Status, found: int) -> Status:
    # More is let pass: what the answer lists beside its own count is no less true.
    if found < status.count:
        raise ValueError("not the whole of a page")
    return status


def _xml(content: bytes) -> Element:
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise ValueError("no answer of the MyJVN API") from error
    return root


def _local(node: Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _xml_status(root: Element) -> Status:
    node = next((child for child in root if _local(child) == "Status"), None)
    if node is None:
        raise ValueError("no status of the MyJVN API")
    return _status(node.attrib)


def _json(content: bytes) -> dict[str, Any]:
    try:
        value = msgspec.json.decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError("no answer of the MyJVN API") from error
    if not isinstance(value, dict):
        raise ValueError("no answer of the MyJVN API")
    return value


def _json_status(value: dict[str, Any]) -> Status:
    status = value.get("status")
    if not isinstance(status, dict):
        raise ValueError("no status of the MyJVN API")
    return _status(status)


def _status(fields: Mapping[str, Any]) -> Status:
    if str(fields.get("retCd", "")) != "0":
        raise MyJvnRefusalError(str(fields.get("errCd") or "?"), str(fields.get("errMsg") or ""))
    try:
        return Status(*(int(fields.get(name) or 0) for name in ("totalRes", "firstRes", "totalResRet")))
    except (TypeError, ValueError) as error:
        raise ValueError("no status of the MyJVN API") from error
