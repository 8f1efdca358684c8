"""What the SPDX 3 reader did not understand: it stays in ``Sbom.original`` and is named here."""

from typing import Any

from kaname.formats.problem_list import ProblemList
from kaname.formats.spdx3.document import RELATIONSHIP_TYPES, component_refs, read_relationships
from kaname.formats.spdx3.elements import AGENT_TYPES, FILE_TYPE, PACKAGE_TYPES
from kaname.formats.spdx3.graph import read_graph
from kaname.model.sbom import Sbom

_ELEMENT = frozenset({"type", "@type", "spdxId", "@id", "creationInfo", "name"})
_ARTIFACT = _ELEMENT | {
    "description",
    "summary",
    "externalIdentifier",
    "externalRef",
    "verifiedUsing",
    "suppliedBy",
    "originatedBy",
    "software_copyrightText",
    "software_primaryPurpose",
}
_PACKAGE = _ARTIFACT | {
    "software_packageVersion",
    "software_packageUrl",
    "software_downloadLocation",
    "software_homePage",
    "software_sourceInfo",
}
_COLLECTION = _ELEMENT | {"rootElement", "element", "comment"}
_RELATIONSHIP = _ELEMENT | {"from", "to", "relationshipType", "completeness", "scope", "description"}
_LICENSE = _ELEMENT | {
    "simplelicensing_licenseExpression",
    "simplelicensing_licenseText",
    "expandedlicensing_seeAlso",
    "expandedlicensing_member",
    "expandedlicensing_subjectLicense",
    "expandedlicensing_subjectExtendableLicense",
    "expandedlicensing_subjectAddition",
}
_KNOWN: dict[str, frozenset[str]] = {
    "SpdxDocument": _COLLECTION | {"dataLicense", "import"},
    "software_Sbom": _COLLECTION | {"software_sbomType"},
    "Bom": _COLLECTION,
    "CreationInfo": frozenset(
        {"type", "@type", "@id", "spdxId", "specVersion", "created", "createdBy", "createdUsing", "comment"}
    ),
    "ExternalIdentifier": _ELEMENT | {"externalIdentifierType", "identifier", "comment"},
    "Hash": _ELEMENT | {"algorithm", "hashValue"},
    **dict.fromkeys(PACKAGE_TYPES, _PACKAGE),
    **dict.fromkeys(AGENT_TYPES, _ELEMENT | {"externalIdentifier"}),
    **dict.fromkeys(RELATIONSHIP_TYPES, _RELATIONSHIP),
}


def extras(sbom: Sbom) -> tuple[tuple[str, Any], ...]:
    """Return path and value of everything in an SPDX 3 document that the model does not hold.

    Reads the original again. Elements of unknown types, files where the document has packages, and relationships that do not
    join components are named whole; of other elements the fields.
    """
    graph = read_graph(sbom.original.data, ProblemList("spdx3"))
    refs = component_refs(graph)
    unused = read_relationships(graph, refs, ProblemList("spdx3")).unused
    found: list[tuple[str, Any]] = []
    for node in graph.nodes:
        known = _KNOWN.get(node.type)
        if known is None and node.type.startswith(("simplelicensing_", "expandedlicensing_")):
            known = _LICENSE
        if node.type == FILE_TYPE and node.node_id in refs:
            known = _ARTIFACT
        if known is None or node.path in unused:
            found.append((node.path, node.fields))
            continue
        for name, value in node.fields.items():
            if name == "extension" and _is_properties(value):
                continue
            if name not in known and f"software_{name}" not in known:
                found.append((f"{node.path}.{name}" if node.path else name, value))
    return tuple(found)


def _is_properties(value: Any) -> bool:
    items = value if isinstance(value, list) else [value]
    return all(isinstance(item, dict) and item.get("type") == "extension_CdxPropertiesExtension" for item in items)
