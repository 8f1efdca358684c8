"""A bill of materials as SPDX 2.3, with the list of what SPDX 2.3 cannot say.

Writes from the model alone: fields that only the original holds are not carried here. The output is deterministic.
"""

import re
from datetime import UTC, datetime
from typing import Any

import msgspec

from kaname.formats.spdx2.write_packages import PackageWriter, spdx_party
from kaname.formats.spdx2.write_tags import tag_lines
from kaname.formats.spdx_terms import generated_from
from kaname.model.loss import Loss
from kaname.model.sbom import Component, Relationship, Sbom

# Relationship types of SPDX 2.3, clause 11.1, that the model may hold in lower case.
_OWN_WORDS = frozenset(
    {
        "ANCESTOR_OF",
        "AMENDS",
        "BUILD_TOOL_OF",
        "CONTAINS",
        "COPY_OF",
        "DATA_FILE_OF",
        "DEPENDENCY_MANIFEST_OF",
        "DEPENDS_ON",
        "DESCENDANT_OF",
        "DEV_TOOL_OF",
        "DISTRIBUTION_ARTIFACT",
        "DOCUMENTATION_OF",
        "DYNAMIC_LINK",
        "EXAMPLE_OF",
        "EXPANDED_FROM_ARCHIVE",
        "FILE_ADDED",
        "FILE_DELETED",
        "FILE_MODIFIED",
        "GENERATED_FROM",
        "HAS_PREREQUISITE",
        "METAFILE_OF",
        "OPTIONAL_COMPONENT_OF",
        "OTHER",
        "PACKAGE_OF",
        "PATCH_APPLIED",
        "PATCH_FOR",
        "PREREQUISITE_FOR",
        "REQUIREMENT_DESCRIPTION_FOR",
        "SPECIFICATION_FOR",
        "STATIC_LINK",
        "TEST_CASE_OF",
        "TEST_OF",
        "TEST_TOOL_OF",
        "VARIANT_OF",
    }
)
_SCOPES = {
    "development": "DEV_DEPENDENCY_OF",
    "build": "BUILD_DEPENDENCY_OF",
    "test": "TEST_DEPENDENCY_OF",
    "optional": "OPTIONAL_DEPENDENCY_OF",
    "runtime": "RUNTIME_DEPENDENCY_OF",
    "provided": "PROVIDED_DEPENDENCY_OF",
}
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9.-]+")
_ID = re.compile(r"SPDXRef-[A-Za-z0-9.-]+")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s#]+")
_DOCUMENT_ID = "SPDXRef-DOCUMENT"
_NO_PLACE = "loss.no_place"
# Life cycle phases of CycloneDX in the words of "Types of Software Bill of Materials (SBOM) Documents" (CISA, 2023).
_TYPES = {
    "design": "Design",
    "pre-build": "Source",
    "build": "Build",
    "post-build": "Analyzed",
    "operations": "Deployed",
    "discovery": "Runtime",
}


def write_spdx_json(sbom: Sbom, *, now: datetime) -> tuple[bytes, tuple[Loss, ...]]:
    """Write a bill of materials as SPDX 2.3 JSON.

    Args:
        sbom: read from any format.
        now: creation time to write where the document has none that can be used; aware.

    Returns:
        UTF-8 bytes, indented by two spaces, and what could not be said, in document order.
    """
    tree, losses = make_tree(sbom, now)
    return msgspec.json.format(msgspec.json.encode(tree), indent=2) + b"\n", losses


def write_spdx_tag_value(sbom: Sbom, *, now: datetime) -> tuple[bytes, tuple[Loss, ...]]:
    """Write a bill of materials as SPDX 2.3 tag-value; arguments and result as ``write_spdx_json``."""
    tree, losses = make_tree(sbom, now)
    return ("\n".join(tag_lines(tree)) + "\n").encode(), losses


def make_tree(sbom: Sbom, now: datetime) -> tuple[dict[str, Any], tuple[Loss, ...]]:
    """Return the SPDX 2.3 JSON tree of a bill of materials, and what it could not say."""
    losses: list[Loss] = []
    ids = _assign_ids(sbom.components, losses)
    created = _created(sbom, now, losses)
    creators = [f"Tool: {'-'.join(part for part in tool if part)}" for tool in sbom.tools]
    for index, author in enumerate(sbom.authors):
        creators.append(spdx_party(author, f"authors[{index}]", losses))
    tree: dict[str, Any] = {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": _DOCUMENT_ID,
        "name": sbom.name or _root_name(sbom) or "unnamed",
        "documentNamespace": _namespace(sbom, losses),
        "creationInfo": {"created": created, "creators": creators or ["Tool: kaname"]},
    }
    comments = [*sbom.comments, *[remark for remark in _type_remarks(sbom) if remark not in sbom.comments]]
    if comments:
        tree["comment"] = "\n\n".join(comments)
    losses += [Loss("lifecycles", "loss.rewritten")] if sbom.lifecycles else []
    if sbom.data_licenses != ("CC0-1.0",):
        losses.append(Loss("data_licenses", "loss.forced"))
    unplaced = ("version", "supplier", "manufacturer", "signed")
    losses += [Loss(name, _NO_PLACE) for name in unplaced if getattr(sbom, name)]
    losses += [
        Loss(f"properties[{index}]", _NO_PLACE)
        for index, (name, _) in enumerate(sbom.properties)
        if name != "spdx:describes"
    ]
    writer = PackageWriter(created, losses, from_spdx=sbom.format.startswith("spdx"))
    targets = generated_from(sbom)
    tree["packages"] = [
        writer.package(component, ids[component.ref], f"components[{index}]", targets.get(component.ref, ()))
        for index, component in enumerate(sbom.components)
    ]
    if writer.extracted:
        tree["hasExtractedLicensingInfos"] = [writer.extracted[name] for name in sorted(writer.extracted)]
    tree["relationships"] = _relationships(sbom, ids, losses)
    return tree, tuple(losses)


def _type_remarks(sbom: Sbom) -> list[str]:
    """Return the generation context as remarks: SPDX 2 has no field, so the words of CISA's paper on types stand there."""
    return [f"SBOM Type: {_TYPES[phase]}" for phase in sbom.lifecycles if phase in _TYPES]


def _root_name(sbom: Sbom) -> str:
    return next((component.name for component in sbom.components if component.ref == sbom.root), "")


def _namespace(sbom: Sbom, losses: list[Loss]) -> str:
    """The identifier, where it is a URI without fragment (SPDX 2.3 clause 6.5); else one made from the digest."""
    if sbom.identifier and _URI.fullmatch(sbom.identifier):
        return sbom.identifier
    if sbom.identifier:
        losses.append(Loss("identifier", "loss.rewritten"))
    return f"urn:sha256:{sbom.original.sha256}"


def _created(sbom: Sbom, now: datetime, losses: list[Loss]) -> str:
    """The time of creation in UTC to the second, as SPDX 2.3 clause 6.9 wants it."""
    moment = now
    if sbom.timestamp:
        try:
            moment = datetime.fromisoformat(sbom.timestamp)
        except ValueError:
            losses.append(Loss("timestamp", _NO_PLACE))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    text = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if moment is not now and moment.microsecond:
        losses.append(Loss("timestamp", "loss.narrowed"))
    return text


def _assign_ids(components: tuple[Component, ...], losses: list[Loss]) -> dict[str, str]:
    ids = {c.ref: c.ref for c in components if _ID.fullmatch(c.ref) and c.ref != _DOCUMENT_ID}
    taken = {_DOCUMENT_ID, *ids.values()}
    for index, component in enumerate(components):
        if component.ref in ids:
            continue
        base = "SPDXRef-" + (_NOT_IN_ID.sub("-", component.ref).strip("-") or str(index))
        name, number = base, 2
        while name in taken:
            name, number = f"{base}-{number}", number + 1
        taken.add(name)
        ids[component.ref] = name
        losses.append(Loss(f"components[{index}].ref", "loss.rewritten"))
    return ids


def _relationships(sbom: Sbom, ids: dict[str, str], losses: list[Loss]) -> list[dict[str, str]]:
    described = (
        [sbom.root] if sbom.root is not None else [value for name, value in sbom.properties if name == "spdx:describes"]
    )
    edges = [_edge(_DOCUMENT_ID, "DESCRIBES", ids[ref]) for ref in described if ref in ids]
    for index, edge in enumerate(sbom.relationships):
        if edge.source in ids and edge.target in ids:
            edges.append(_relationship(edge, ids, f"relationships[{index}]", losses))
        else:
            losses.append(Loss(f"relationships[{index}]", _NO_PLACE))
    contained = {(edge.source, edge.target) for edge in sbom.relationships if edge.kind == "contains"}
    for index, component in enumerate(sbom.components):
        if component.parent in ids and component.parent is not None:
            if (component.parent, component.ref) not in contained:
                edges.append(_edge(ids[component.parent], "CONTAINS", ids[component.ref]))
            losses.append(Loss(f"components[{index}].parent", "loss.rewritten"))
    edges += _compositions(sbom, ids, losses)
    return edges


def _edge(source: str, kind: str, target: str) -> dict[str, str]:
    return {"spdxElementId": source, "relationshipType": kind, "relatedSpdxElement": target}


def _relationship(edge: Relationship, ids: dict[str, str], path: str, losses: list[Loss]) -> dict[str, str]:
    source, target = ids[edge.source], ids[edge.target]
    if edge.kind == "depends_on" and edge.scope in _SCOPES:
        return _edge(target, _SCOPES[edge.scope], source)
    if edge.scope:
        losses.append(Loss(f"{path}.scope", _NO_PLACE))
    word = edge.kind.upper()
    if word in _OWN_WORDS:
        return _edge(source, word, target)
    losses.append(Loss(f"{path}.kind", "loss.rewritten"))
    return {**_edge(source, "OTHER", target), "comment": edge.kind}


def _compositions(sbom: Sbom, ids: dict[str, str], losses: list[Loss]) -> list[dict[str, str]]:
    """``NONE`` says that there is nothing, ``NOASSERTION`` that nothing is said; other words have no place."""
    edges = []
    sources = {(edge.source, edge.kind) for edge in sbom.relationships}
    for number, composition in enumerate(sbom.compositions):
        for what, kind in (("assemblies", "contains"), ("dependencies", "depends_on")):
            for index, ref in enumerate(getattr(composition, what)):
                if composition.aggregate == "complete" and (ref, kind) not in sources and ref in ids:
                    edges.append(_edge(ids[ref], kind.upper(), "NONE"))
                elif composition.aggregate == "unknown" and ref in ids:
                    edges.append(_edge(ids[ref], kind.upper(), "NOASSERTION"))
                else:
                    losses.append(Loss(f"compositions[{number}].{what}[{index}]", _NO_PLACE))
    return edges
