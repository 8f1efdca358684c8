"""Mappings between two frameworks as an OSCAL mapping collection, model of OSCAL 1.2.

Relations are stated as they are stored, source to target. ``none`` is ``no-relationship``. Whether anybody reviewed a
mapping is a property of it: a reader must not take an unreviewed one for more than a proposal.
"""

from collections.abc import Sequence

import msgspec

from kaname.catalogs.relations import ItemMapping, Relation
from kaname.formats.oscal.parts import OSCAL_VERSION, prop, stable_uuid, token
from kaname.messages import Language

_RELATIONS: dict[Relation, str] = {
    "equal": "equal-to",
    "superset": "superset-of",
    "subset": "subset-of",
    "intersects": "intersects-with",
    "none": "no-relationship",
}


def write_mapping_collection(mappings: Sequence[ItemMapping], *, title: str, generated: str, lang: Language) -> bytes:
    """Return an OSCAL mapping-collection document, one mapping per pair of frameworks. Same mappings, same bytes.

    Args:
        generated: RFC 3339 UTC.
    """
    pairs: dict[tuple[str, str], list[ItemMapping]] = {}
    for mapping in mappings:
        source, target = mapping.source, mapping.target
        pairs.setdefault((f"{source.framework}-{source.version}", f"{target.framework}-{target.version}"), []).append(
            mapping
        )
    party = stable_uuid("mapping-party", title)
    reviewed = all(mapping.counts for mapping in mappings)
    collection = {
        "uuid": stable_uuid("mapping-collection", title, generated),
        "metadata": {
            "title": title,
            "last-modified": generated,
            "version": generated[:10],
            "oscal-version": OSCAL_VERSION,
            "roles": [{"id": "mapper", "title": "Mapper"}],
            "parties": [{"uuid": party, "type": "organization", "name": title}],
        },
        "provenance": {
            "method": "human",
            "matching-rationale": "semantic",
            "status": "complete" if reviewed else "draft",
            "mapping-description": title,
            "responsible-parties": [{"role-id": "mapper", "party-uuids": [party]}],
        },
        "mappings": [_pair(source, target, found, lang) for (source, target), found in pairs.items()],
    }
    return msgspec.json.format(msgspec.json.encode({"mapping-collection": collection}), indent=2) + b"\n"


def _pair(source: str, target: str, mappings: Sequence[ItemMapping], lang: Language) -> dict[str, object]:
    return {
        "uuid": stable_uuid("mapping", source, target),
        "source-resource": {"type": "catalog", "href": f"packs/{source}/pack.yaml"},
        "target-resource": {"type": "catalog", "href": f"packs/{target}/pack.yaml"},
        "maps": [_entry(mapping, lang) for mapping in mappings],
    }


def _entry(mapping: ItemMapping, lang: Language) -> dict[str, object]:
    props = [prop("review", mapping.review), prop("confidence", mapping.confidence)]
    if mapping.undecided:
        props.append(prop("undecided", "true"))
    gap = mapping.target_gap.pick(lang) if mapping.target_gap is not None else ""
    if gap:
        props.append(prop("target-gap", gap))
    found: dict[str, object] = {
        "uuid": stable_uuid("map", mapping.source.text, mapping.target.text),
        "props": props,
        "relationship": _RELATIONS[mapping.relation],
        "matching-rationale": mapping.rationale,
        "sources": [{"type": "control", "id-ref": token(mapping.source.id)}],
        "targets": [{"type": "control", "id-ref": token(mapping.target.id)}],
    }
    if mapping.reason.pick(lang):
        found["remarks"] = mapping.reason.pick(lang)
    return found
