"""What a made document does not know, said in the document itself.

A lock file names neither a supplier nor, often, a licence. Leaving the field out would look like an oversight; the 2026
minimum elements ask that unknown is stated. Nothing is filled in here.
"""

from msgspec.structs import replace

from kaname.model.sbom import Component, Party, Relationship, Sbom
from kaname.sbom.subject import UNKNOWN


def state_unknowns(sbom: Sbom) -> Sbom:
    """Return the document with ``kaname:unknown`` on everything that lacks a fact, and an edge from the root to its parts.

    The root's ``contains`` edges are kept; ``depends_on`` is said beside them because CycloneDX has no other word for it.
    """
    edges = {(edge.source, edge.target) for edge in sbom.relationships if edge.kind == "depends_on"}
    parts = [edge.target for edge in sbom.relationships if edge.kind == "contains" and edge.source == sbom.root]
    added = [
        Relationship(sbom.root, "depends_on", part) for part in parts if sbom.root and (sbom.root, part) not in edges
    ]
    named = any(party.kind != "tool" for party in sbom.authors) or sbom.manufacturer is not None
    return replace(
        sbom,
        components=tuple(_with_unknowns(each) for each in sbom.components),
        relationships=(*sbom.relationships, *added),
        properties=sbom.properties if named else (*sbom.properties, (UNKNOWN, "author")),
    )


def with_parties(sbom: Sbom, *, author: str, supplier: str) -> Sbom:
    """Return the document with its author and the supplier of the product, where they are given."""
    if author:
        sbom = replace(sbom, authors=(*sbom.authors, Party(name=author, kind="organization")))
    if supplier and sbom.root:
        party = Party(name=supplier, kind="organization")
        components = tuple(replace(each, supplier=party) if each.ref == sbom.root else each for each in sbom.components)
        sbom = replace(sbom, components=components)
    return sbom


def _with_unknowns(component: Component) -> Component:
    words = [
        word
        for word, is_known in (
            ("version", bool(component.version)),
            ("supplier", _has_supplier(component)),
            ("identifier", bool(component.purl or component.purls or component.cpes or component.swids)),
            # Digests of several published files are kept with the files; which of them is installed is not known.
            ("hash", bool(component.hashes)),
            ("license", bool(component.licenses)),
        )
        if not is_known
    ]
    return replace(component, properties=(*component.properties, (UNKNOWN, " ".join(words)))) if words else component


def _has_supplier(component: Component) -> bool:
    return component.supplier is not None or component.manufacturer is not None
