"""Which XML elements and attributes the reader understands, and the list of those it does not."""

from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from kaname.formats.leftovers import Known

_HASHES: Known = {"hash": {"@alg": True}}
_PROPERTIES: Known = {"property": {"@name": True}}
_CONTACT: Known = {"name": True, "email": True}
_ORGANIZATION: Known = {"name": True, "url": True, "contact": _CONTACT}
_LICENSES: Known = {
    "license": {"@acknowledgement": True, "id": True, "name": True, "text": {"@encoding": True}, "url": True},
    "expression": {"@acknowledgement": True},
    "expression-detailed": {"@expression": True, "@acknowledgement": True},
}
_COMPONENT: dict[str, Any] = {
    "@type": True,
    "@bom-ref": True,
    **dict.fromkeys(("name", "group", "version", "purl", "cpe", "description", "copyright"), True),
    **dict.fromkeys(("scope", "author", "publisher"), True),
    "swid": {"@tagId": True},
    "hashes": _HASHES,
    "licenses": _LICENSES,
    "externalReferences": {"reference": {"@type": True, "url": True, "comment": True, "hashes": _HASHES}},
    "properties": _PROPERTIES,
    "supplier": _ORGANIZATION,
    "manufacturer": _ORGANIZATION,
    "authors": {"author": _CONTACT},
    "evidence": {"occurrences": {"occurrence": {"location": True}}},
}
_COMPONENT["components"] = {"component": _COMPONENT}
_TOOL: Known = {"vendor": True, "group": True, "name": True, "version": True}
_TOOL_COMPONENT: Known = {"group": True, "name": True, "version": True}
_BOM: Known = {
    "@serialNumber": True,
    "@version": True,
    "metadata": {
        "timestamp": True,
        "lifecycles": {"lifecycle": {"phase": True, "name": True}},
        "tools": {
            "tool": _TOOL,
            "components": {"component": _TOOL_COMPONENT},
            "services": {"service": _TOOL_COMPONENT},
        },
        "authors": {"author": _CONTACT},
        "component": _COMPONENT,
        "manufacture": _ORGANIZATION,
        "manufacturer": _ORGANIZATION,
        "supplier": _ORGANIZATION,
        "licenses": _LICENSES,
        "properties": _PROPERTIES,
    },
    "components": {"component": _COMPONENT},
    "dependencies": {"dependency": {"@ref": True, "dependency": {"@ref": True}, "provides": {"@ref": True}}},
    "compositions": {
        "composition": {
            "aggregate": True,
            "assemblies": {"assembly": {"@ref": True}},
            "dependencies": {"dependency": {"@ref": True}},
        }
    },
    "properties": _PROPERTIES,
}
# Elements that stand for the places of a list, so that paths read as in JSON: components[3].pedigree.
_LISTS = {
    "components": "component",
    "dependencies": "dependency",
    "compositions": "composition",
    "properties": "property",
    "externalReferences": "reference",
    "hashes": "hash",
    "tools": "tool",
    "authors": "author",
    "licenses": "license",
    "lifecycles": "lifecycle",
    "occurrences": "occurrence",
    "services": "service",
}


def unknown_elements(root: Element, namespace: str) -> tuple[tuple[str, str], ...]:
    """Return path and XML text of every element and attribute that the reader did not understand, in document order.

    Args:
        root: the ``bom`` element.
        namespace: its namespace; elements of others are extensions, none of which is understood.
    """
    prefix = f"{{{namespace}}}" if namespace else ""
    found: list[tuple[str, str]] = []
    waiting: list[tuple[Element, Known, str]] = [(root, _BOM, "")]
    while waiting:
        element, known, path = waiting.pop()
        found += [(f"{path}@{name}", value) for name, value in element.attrib.items() if f"@{name}" not in known]
        below: list[tuple[Element, Known, str]] = []
        counts: dict[str, int] = {}
        for child in element:
            local = child.tag.removeprefix(prefix)
            count = counts[local] = counts.get(local, -1) + 1
            place = _place(path, element.tag.removeprefix(prefix), local, count)
            understood = known.get(local)
            if local.endswith("}Signature") and element is root:
                continue
            if understood is None:
                found.append((place, _xml_text(child)))
            elif understood is not True:
                below.append((child, understood, place))
        waiting.extend(reversed(below))
    return tuple(found)


def _xml_text(element: Element) -> str:
    try:
        return ElementTree.tostring(element, encoding="unicode").strip()
    except (
        RecursionError
    ):  # the writer of the standard library recurses; what was nested too deep for it gives its text
        return "".join(element.itertext()).strip()


def _place(path: str, parent: str, name: str, count: int) -> str:
    if _LISTS.get(parent) == name:
        return f"{path}[{count}]"
    step = name if not count else f"{name}[{count}]"
    return f"{path}.{step}" if path else step
