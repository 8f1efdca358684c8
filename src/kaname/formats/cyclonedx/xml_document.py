"""CycloneDX in XML, 1.0 to 1.7, any prefix: the same wire Structs as from JSON.

Refuses document type declarations, and with them every entity, internal or external, before anything is parsed. Components
are taken out of the tree as they end, so that the whole tree never stands in memory.
"""

import codecs
import io
import re
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from kaname.errors import InputError
from kaname.formats.cyclonedx import wire
from kaname.formats.cyclonedx.document import build_sbom, collector_paused
from kaname.formats.cyclonedx.problems import Problems
from kaname.formats.cyclonedx.xml_elements import ElementReader
from kaname.formats.cyclonedx.xml_known import unknown_elements
from kaname.formats.sniff import CYCLONEDX_NAMESPACE
from kaname.formats.text import text_encoding
from kaname.model.sbom import Original, Sbom

_CHUNK_BYTES = 256 << 10
# Encodings that the parser knows itself; anything else that Python knows is recoded first (Shift_JIS, EUC-JP …).
_NATIVE = frozenset({"utf-8", "utf-16", "iso8859-1", "ascii"})
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")


class _PrologOver(Exception):
    """The root element begins; nothing before it was forbidden."""


def read_cyclonedx_xml(original: Original) -> Sbom:
    """Read a CycloneDX XML document.

    Raises:
        InputError: ``formats.xml_syntax`` with line and column, ``formats.xml_dtd``, ``formats.xml_encoding``.
        UnsupportedError: ``cyclonedx.spec_version``.
    """
    problems = Problems()
    with collector_paused():
        bom, services = _parse(original.data, problems)
        return build_sbom(bom, services, format_="cyclonedx-xml", original=original, problems=problems)


def xml_extras(sbom: Sbom) -> tuple[tuple[str, Any], ...]:
    """Return the elements and attributes of a CycloneDX XML document that the reader did not understand, as XML text."""
    data, encoding = _recoded(sbom.original.data)
    namespace = _check_prolog(data, encoding)
    parser = ElementTree.XMLParser(encoding=encoding)
    try:
        parser.feed(data)
        root = parser.close()
    except ElementTree.ParseError as error:
        raise _syntax_error(error) from None
    return unknown_elements(root, namespace)


def _parse(document: bytes, problems: Problems) -> tuple[wire.Bom, list[wire.ServiceRef]]:
    data, encoding = _recoded(document)
    namespace = _check_prolog(data, encoding)
    reader = ElementReader(namespace, problems)
    component_tag = reader.tag("component")
    events = ElementTree.iterparse(io.BytesIO(data), events=("end",), parser=ElementTree.XMLParser(encoding=encoding))
    last: Element | None = None
    try:
        for _, element in events:
            last = element
            if element.tag == component_tag:
                reader.take_component(element)
    except ElementTree.ParseError as error:
        raise _syntax_error(error) from None
    if last is None:
        raise InputError("formats.not_an_sbom_xml", name="")
    bom = reader.bom(last)
    bom.spec_version = namespace.removeprefix(CYCLONEDX_NAMESPACE)
    return bom, reader.services(last)


def _recoded(data: bytes) -> tuple[bytes, str | None]:
    if text_encoding(data) != ("utf-8", 0):
        return data, None  # a mark or zero bytes: the parser sees them itself
    declared = _DECLARED.match(data, 0, 400)
    if not declared:
        return data, None
    name = declared[1].decode("ascii")
    try:
        if codecs.lookup(name).name in _NATIVE:
            return data, None
        return data.decode(name).encode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        raise InputError("formats.xml_encoding", encoding=name, offset=error.start) from None
    except (LookupError, ValueError):
        raise InputError("formats.xml_encoding", encoding=name, offset=0) from None


def _check_prolog(data: bytes, encoding: str | None) -> str:
    """Refuse a DTD; return the namespace of the root element."""
    parser = expat.ParserCreate(encoding, namespace_separator=" ")
    found = ""

    def root(name: str, _attributes: object) -> None:
        nonlocal found
        found = name.rpartition(" ")[0]
        raise _PrologOver

    def doctype(*_: object) -> None:
        raise InputError(
            "formats.xml_dtd", path=f"line {parser.CurrentLineNumber}, column {parser.CurrentColumnNumber + 1}"
        )

    parser.StartElementHandler = root
    parser.StartDoctypeDeclHandler = doctype
    try:
        for start in range(0, len(data), _CHUNK_BYTES):
            parser.Parse(data[start : start + _CHUNK_BYTES], False)
    except _PrologOver:
        return found
    except expat.ExpatError as error:
        place = f"line {error.lineno}, column {error.offset + 1}"
        raise InputError("formats.xml_syntax", path=place, reason=expat.ErrorString(error.code)) from None
    except (ValueError, LookupError):
        raise InputError("formats.xml_encoding", encoding="", offset=0) from None
    return found


def _syntax_error(error: ElementTree.ParseError) -> InputError:
    line, column = error.position
    return InputError(
        "formats.xml_syntax", path=f"line {line}, column {column + 1}", reason=expat.ErrorString(error.code)
    )
