"""JVN iPedia in XML: VULDEF (full records), JVNRSS (overview), and the vendor and product list of the MyJVN API 3.2.

Read piece by piece, so that a yearly feed needs the memory of one record beside its bytes. Refuses documents with a DTD.
"""

from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from kaname.knowledge.sources.jvn_record import JvnProduct, JvnRecord
from kaname.model.source import SkippedRecord

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def iter_records(name: str, content: bytes) -> Iterator[JvnRecord | SkippedRecord]:
    """Yield the records of a VULDEF or JVNRSS document; a defect of the XML ends it with a skipped record."""
    lang = "ja"
    try:
        for event, element in iterparse(BytesIO(content), events=("start", "end"), forbid_dtd=True):
            kind = _local(element)
            if event == "start":
                lang = element.get(_LANG, lang)[:2].lower()
            elif kind == "Vulinfo":
                yield _vuldef(element, lang)
                element.clear()
            elif kind == "item":
                yield _rss(element, lang)
                element.clear()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        yield SkippedRecord(name, "knowledge.skipped.not_xml", str(error)[:200])


def iter_products(name: str, content: bytes) -> Iterator[JvnProduct | SkippedRecord]:
    """Yield the products of a vendor and product list."""
    try:
        for _, element in iterparse(BytesIO(content), events=("end",), forbid_dtd=True):
            if _local(element) != "Vendor":
                continue
            vendor = element.get("vname", "")
            for product in element:
                if _local(product) == "Product":
                    yield JvnProduct(vendor, product.get("pname", ""), product.get("cpe", ""))
            element.clear()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        yield SkippedRecord(name, "knowledge.skipped.not_xml", str(error)[:200])


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _children(element: Element, *path: str) -> list[Element]:
    found = [element]
    for name in path:
        found = [child for parent in found for child in parent if _local(child) == name]
    return found


def _text(element: Element, *path: str) -> str:
    return next(((child.text or "").strip() for child in _children(element, *path)), "")


def _vuldef(element: Element, lang: str) -> JvnRecord:
    data = next(iter(_children(element, "VulinfoData")), element)
    related = _children(data, "Related", "RelatedItem")
    return JvnRecord(
        id=_text(element, "VulinfoID"),
        title=_text(data, "Title"),
        overview=_text(data, "VulinfoDescription", "Overview"),
        lang=lang,
        published=_text(data, "DateFirstPublished") or _text(data, "DatePublic"),
        modified=_text(data, "DateLastUpdated"),
        products=tuple(
            JvnProduct(
                _text(item, "Name"),
                _text(item, "ProductName"),
                _text(item, "Cpe"),
                tuple(text for node in _children(item, "VersionNumber") if (text := (node.text or "").strip())),
            )
            for item in _children(data, "Affected", "AffectedItem")
        ),
        ids=tuple(_text(item, "VulinfoID") for item in related if item.get("type") in ("advisory", "cwe")),
        vectors=tuple((node.text or "").strip() for node in _children(data, "Impact", "Cvss", "Vector")),
        references=tuple(_text(item, "URL") for item in related),
        rank=1,
    )


def _rss(element: Element, lang: str) -> JvnRecord:
    references = _children(element, "references")
    return JvnRecord(
        id=_text(element, "identifier"),
        title=_text(element, "title"),
        overview=_text(element, "description"),
        lang=lang,
        published=_text(element, "issued"),
        modified=_text(element, "modified") or _text(element, "date"),
        products=tuple(
            JvnProduct(node.get("vendor", ""), node.get("product", ""), (node.text or "").strip())
            for node in _children(element, "cpe")
        ),
        ids=tuple(node.get("id", "") for node in references),
        vectors=tuple(node.get("vector", "") for node in _children(element, "cvss")),
        references=tuple((node.text or "").strip() for node in references),
    )
