"""CycloneDX in XML, 1.0 to 1.7, any prefix: the same wire Structs as from JSON.

Refuses document type declarations, and with them every entity, internal or external, before anything is parsed. Components
of a large document are taken out of the tree as they end, so that the whole tree never stands in memory.
"""

import io
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from kaname.errors import InputError
from kaname.formats.collector import collector_paused
from kaname.formats.cyclonedx import wire
from kaname.formats.cyclonedx.document import build_sbom
from kaname.formats.cyclonedx.xml_elements import ElementReader
from kaname.formats.cyclonedx.xml_known import unknown_elements
from kaname.formats.problem_list import ProblemList
from kaname.formats.sniff import CYCLONEDX_NAMESPACE
from kaname.formats.xml_text import check_prolog, recode_xml
from kaname.model.sbom import Original, Sbom

# A tree takes some ten times its document. Up to here it may stand in memory: asking for every end of an element costs as
# much time as building the tree.
_WHOLE_TREE_BYTES = 8 << 20


def read_cyclonedx_xml(original: Original) -> Sbom:
    """Read a CycloneDX XML document.

    Raises:
        InputError: ``formats.xml_syntax`` with line and column, ``formats.xml_dtd``, ``formats.xml_encoding``.
        UnsupportedError: ``cyclonedx.spec_version``.
    """
    problems = ProblemList("cyclonedx")
    with collector_paused():
        bom, services = _parse(original.data, problems)
        return build_sbom(bom, services, format_="cyclonedx-xml", original=original, problems=problems)


def xml_extras(sbom: Sbom) -> tuple[tuple[str, Any], ...]:
    """Return the elements and attributes of a CycloneDX XML document that the reader did not understand, as XML text."""
    data, encoding = recode_xml(sbom.original.data)
    namespace = check_prolog(data, encoding)
    parser = ElementTree.XMLParser(encoding=encoding)
    try:
        parser.feed(data)
        root = parser.close()
    except ElementTree.ParseError as error:
        raise xml_syntax_error(error) from None
    return unknown_elements(root, namespace)


def _parse(document: bytes, problems: ProblemList) -> tuple[wire.Bom, list[wire.ServiceRef]]:
    data, encoding = recode_xml(document)
    namespace = check_prolog(data, encoding)
    reader = ElementReader(namespace, problems)
    component_tag = reader.tag("component")
    root: Element | None = None
    try:
        if len(data) <= _WHOLE_TREE_BYTES:
            parser = ElementTree.XMLParser(encoding=encoding)
            parser.feed(data)
            root = parser.close()
            # Backwards, what is nested comes before what it is nested in, as it does when the elements end.
            for element in reversed(list(root.iter(component_tag))):
                reader.take_component(element)
        else:
            source, parser = io.BytesIO(data), ElementTree.XMLParser(encoding=encoding)
            for _, root in ElementTree.iterparse(source, events=("end",), parser=parser):
                if root.tag == component_tag:
                    reader.take_component(root)
    except ElementTree.ParseError as error:
        raise xml_syntax_error(error) from None
    if root is None:
        raise InputError("formats.not_an_sbom_xml", name="")
    bom = reader.bom(root)
    bom.spec_version = namespace.removeprefix(CYCLONEDX_NAMESPACE)
    return bom, reader.services(root)


def xml_syntax_error(error: ElementTree.ParseError) -> InputError:
    """Return the error of this house for one of the XML parser, with line and column."""
    line, column = error.position
    return InputError(
        "formats.xml_syntax", path=f"line {line}, column {column + 1}", reason=expat.ErrorString(error.code)
    )
