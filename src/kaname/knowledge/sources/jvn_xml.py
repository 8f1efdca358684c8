"""JVN iPedia in XML: VULDEF (full records), JVNRSS (overview), and the vendor and product list of the MyJVN API 3.2.

Read piece by piece, so that a yearly feed needs the memory of one record beside its bytes. Refuses documents with a DTD.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from kaname.knowledge.sources.jvn_record import JvnProduct, JvnRecord
from kaname.model.source import SkippedRecord

# The declaration and the root element.
_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml(?:\s+version=[\"'][\d.]+[\"'])?(?:\s+encoding=[\"'](?P<encoding>[\w.-]+)[\"'])?\s*\?>)?"
    rb"\s*<(?P<root>[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)(?:\s[^<>]*[^<>/])?>"
)
_SIGNS_MAX = 100_000  # above this, one search through everything is faster than a look at each
_RECORDS = {b"VULDEF-Document": b"Vulinfo", b"RDF": b"item"}
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


def split_records(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield each record of a document as a document of its own, and last what is left; one piece where that is not sure.

    Each piece begins with the root element of the whole, so that it reads as it would there. A document with comments,
    CDATA, a DTD, further instructions or another encoding than UTF-8 is not split.
    """
    found = _ROOT.match(content)
    tag = _RECORDS.get(found["root"].rpartition(b":")[2]) if found else None
    encoding = found["encoding"] if found else None
    if not found or not tag or (encoding or b"utf-8").lower() != b"utf-8":
        yield name, content
        return
    start, end = found[0], b"</" + found["root"] + b">"
    if _has_markup(content, b"!", 0) or _has_markup(content, b"?", len(start)):
        yield name, content
        return
    opening, closing = b"<" + tag, b"</" + tag + b">"
    after = (b" ", b"\t", b"\r", b"\n", b">")
    rest = [start]
    position, done = 0, len(start)
    while (ends := content.find(closing, done)) >= 0:
        ends += len(closing)
        begins = content.find(opening, done, ends)
        while begins >= 0 and not content.startswith(after, begins + len(opening)):
            begins = content.find(opening, begins + 1, ends)
        if begins < 0:
            rest.append(content[done:ends])
        else:
            # Empty lines in the place of the record, so that a defect in what is left is told with its true line.
            rest += (content[done:begins], b"\n" * content.count(b"\n", begins, ends))
            yield f"{name}: {tag.decode()}[{position}]", b"".join((start, content[begins:ends], end))
        position, done = position + 1, ends
    yield name, b"".join((*rest, content[done:]))


def _has_markup(content: bytes, sign: bytes, start: int) -> bool:
    """Say whether ``<`` and the sign stand together: looks at the signs, which are rare, because ``<`` is everywhere."""
    if content.count(sign, start) > _SIGNS_MAX:
        return content.find(b"<" + sign, start) >= 0
    place = content.find(sign, start)
    while place >= 0:
        if content[place - 1 : place] == b"<":
            return True
        place = content.find(sign, place + 1)
    return False


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
