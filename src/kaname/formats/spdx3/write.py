"""A bill of materials as SPDX 3.0.1 JSON-LD, with the list of what SPDX 3.0.1 cannot say.

Writes from the model alone, with the core, software, simpleLicensing and expandedLicensing profiles, and the extension for
CycloneDX properties. The output is deterministic.
"""

import re
from datetime import UTC, datetime
from typing import Any

import msgspec

from kaname.formats.spdx3.write_elements import ElementWriter
from kaname.formats.spdx_terms import generated_from
from kaname.model.loss import Loss
from kaname.model.sbom import Component, Relationship, Sbom

CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"

_NO_PLACE = "loss.no_place"
_REWRITTEN = "loss.rewritten"
_IRI = re.compile(r"(?:https?://|urn:)[^\s<>\"{}|\\^`]+")
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9.-]+")
_SBOM_TYPES = frozenset({"analyzed", "build", "deployed", "design", "runtime", "source"})
_LIFECYCLE_SCOPES = frozenset({"build", "design", "development", "runtime", "test"})
_DEPENDENCIES = {"optional": "hasOptionalDependency", "provided": "hasProvidedDependency"}
# RelationshipType of SPDX 3.0.1, as far as it can stand between two packages.
_OWN_WORDS = frozenset(
    {
        "amendedBy",
        "ancestorOf",
        "configures",
        "contains",
        "copiedTo",
        "dependsOn",
        "descendantOf",
        "expandsTo",
        "hasAddedFile",
        "hasDataFile",
        "hasDeletedFile",
        "hasDependencyManifest",
        "hasDistributionArtifact",
        "hasDocumentation",
        "hasDynamicLink",
        "hasEvidence",
        "hasExample",
        "hasHost",
        "hasInput",
        "hasMetadata",
        "hasOptionalComponent",
        "hasOutput",
        "hasPrerequisite",
        "hasRequirement",
        "hasSpecification",
        "hasStaticLink",
        "hasTest",
        "hasTestCase",
        "hasVariant",
        "invokedBy",
        "modifiedBy",
        "other",
        "packagedBy",
        "patchedBy",
        "testedOn",
        "trainedOn",
        "usesTool",
    }
)
_COMPLETENESS = frozenset({"complete", "incomplete"})


def write_spdx3(sbom: Sbom, *, now: datetime) -> tuple[bytes, tuple[Loss, ...]]:
    """Write a bill of materials as SPDX 3.0.1 JSON-LD.

    Args:
        sbom: read from any format.
        now: creation time to write where the document has none that can be used; aware.

    Returns:
        UTF-8 bytes, indented by two spaces, and what could not be said.
    """
    losses: list[Loss] = []
    base = _base(sbom, losses)
    ids = _assign_ids(sbom.components, base, losses)
    writer = ElementWriter(base, losses, from_spdx=sbom.format.startswith("spdx"))
    document = _document(sbom, ids, _created(sbom, now, losses), writer, losses)
    sources = generated_from(sbom)
    for index, component in enumerate(sbom.components):
        writer.package(component, ids[component.ref], f"components[{index}]", sources.get(component.ref, ()))
    _relationships(sbom, ids, writer, losses)
    graph = [*document, *writer.elements]
    for element in graph[1:]:
        element["creationInfo"] = "_:creationinfo"
    text = msgspec.json.encode({"@context": CONTEXT, "@graph": graph})
    return msgspec.json.format(text, indent=2) + b"\n", tuple(losses)


def _base(sbom: Sbom, losses: list[Loss]) -> str:
    if sbom.identifier and _IRI.fullmatch(sbom.identifier):
        return sbom.identifier
    if sbom.identifier:
        losses.append(Loss("identifier", _REWRITTEN))
    return f"urn:sha256:{sbom.original.sha256}"


def _assign_ids(components: tuple[Component, ...], base: str, losses: list[Loss]) -> dict[str, str]:
    """Element ids are IRIs: refs that are some stay, others become fragments of the document's."""
    ids = {c.ref: c.ref for c in components if _IRI.fullmatch(c.ref) and c.ref != base}
    taken = set(ids.values()) | {base}
    for index, component in enumerate(components):
        if component.ref in ids:
            continue
        stem = f"{base.partition('#')[0]}#Component-{_NOT_IN_ID.sub('-', component.ref).strip('-') or index}"
        name, number = stem, 2
        while name in taken:
            name, number = f"{stem}-{number}", number + 1
        taken.add(name)
        ids[component.ref] = name
        losses.append(Loss(f"components[{index}].ref", _REWRITTEN))
    return ids


def _document(
    sbom: Sbom, ids: dict[str, str], created: str, writer: ElementWriter, losses: list[Loss]
) -> list[dict[str, Any]]:
    described = (
        [sbom.root] if sbom.root is not None else [value for name, value in sbom.properties if name == "spdx:describes"]
    )
    authors = [writer.agent(author, f"authors[{index}]") for index, author in enumerate(sbom.authors)]
    tools = [writer.tool("-".join(part for part in tool if part)) for tool in sbom.tools]
    creation: dict[str, Any] = {
        "type": "CreationInfo",
        "@id": "_:creationinfo",
        "specVersion": "3.0.1",
        "created": created,
        # SPDX 3.0.1 demands an agent: the software that writes stands in where the document names nobody
        "createdBy": authors or [writer.software_agent("kaname")],
    }
    if tools:
        creation["createdUsing"] = tools
    document: dict[str, Any] = {
        "type": "SpdxDocument",
        "spdxId": writer.base,
        "profileConformance": ["core", "software", "simpleLicensing", "expandedLicensing", "extension"],
        "rootElement": [writer.make_id("Sbom")],
    }
    if sbom.name:
        document["name"] = sbom.name
    if sbom.comments:
        document["comment"] = "\n\n".join(sbom.comments)
    if len(sbom.data_licenses) > 1:
        losses.append(Loss("data_licenses", "loss.joined"))
    if sbom.data_licenses:
        document["dataLicense"] = writer.expression(" AND ".join(sbom.data_licenses))
    bom: dict[str, Any] = {"type": "software_Sbom", "spdxId": writer.make_id("Sbom")}
    roots = [ids[ref] for ref in described if ref in ids]
    if roots:
        bom["rootElement"] = roots
    types = [word for word in sbom.lifecycles if word in _SBOM_TYPES]
    if types:
        bom["software_sbomType"] = types
    losses += [
        Loss(f"lifecycles[{index}]", _NO_PLACE) for index, word in enumerate(sbom.lifecycles) if word not in _SBOM_TYPES
    ]
    properties = [pair for pair in sbom.properties if pair[0] != "spdx:describes"]
    if properties:
        document["extension"] = writer.properties(properties)
    losses += [
        Loss(name, _NO_PLACE) for name in ("version", "supplier", "manufacturer", "signed") if getattr(sbom, name)
    ]
    return [creation, document, bom]


def _created(sbom: Sbom, now: datetime, losses: list[Loss]) -> str:
    """The time of creation in UTC to the second (DateTime, SPDX 3.0.1 Core)."""
    moment = now
    if sbom.timestamp:
        try:
            moment = datetime.fromisoformat(sbom.timestamp)
        except ValueError:
            losses.append(Loss("timestamp", _NO_PLACE))
    if moment is not now and moment.microsecond:
        losses.append(Loss("timestamp", "loss.narrowed"))
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _relationships(sbom: Sbom, ids: dict[str, str], writer: ElementWriter, losses: list[Loss]) -> None:
    completeness = _completeness(sbom, losses)
    said: set[tuple[str, str]] = set()
    for index, edge in enumerate(sbom.relationships):
        if edge.source in ids and edge.target in ids:
            words = _edge_words(edge, f"relationships[{index}]", losses)
            word = completeness.get((edge.source, edge.kind))
            if word in _COMPLETENESS:
                words["completeness"] = word
                said.add((edge.source, edge.kind))
            one, other = ids[edge.source], ids[edge.target]
            turned = words["relationshipType"] == "generates"
            writer.relationship(other if turned else one, one if turned else other, words)
        else:
            losses.append(Loss(f"relationships[{index}]", _NO_PLACE))
    contained = {(edge.source, edge.target) for edge in sbom.relationships if edge.kind == "contains"}
    for index, component in enumerate(sbom.components):
        parent = component.parent
        if parent is not None and parent in ids:
            if (parent, component.ref) not in contained:
                writer.relationship(ids[parent], ids[component.ref], {"relationshipType": "contains"})
            losses.append(Loss(f"components[{index}].parent", _REWRITTEN))
    types = {"depends_on": "dependsOn", "contains": "contains"}
    for (ref, kind), word in completeness.items():
        if (ref, kind) in said or ref not in ids:
            continue
        more: dict[str, Any] = {"relationshipType": types[kind]}
        if word in _COMPLETENESS:
            more["completeness"] = word
        writer.relationship(ids[ref], "NoneElement" if word == "complete" else "NoAssertionElement", more)


def _completeness(sbom: Sbom, losses: list[Loss]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for number, composition in enumerate(sbom.compositions):
        word = composition.aggregate
        if word.startswith("incomplete_"):
            losses.append(Loss(f"compositions[{number}].aggregate", "loss.narrowed"))
            word = "incomplete"
        for name, kind in (("assemblies", "contains"), ("dependencies", "depends_on")):
            for index, ref in enumerate(getattr(composition, name)):
                if word in ("complete", "incomplete", "unknown"):
                    found[ref, kind] = word
                else:
                    losses.append(Loss(f"compositions[{number}].{name}[{index}]", _NO_PLACE))
    return found


def _edge_words(edge: Relationship, path: str, losses: list[Loss]) -> dict[str, Any]:
    if edge.kind == "generated_from":
        return {"relationshipType": "generates"}
    if edge.kind == "depends_on" and edge.scope in _DEPENDENCIES:
        return {"relationshipType": _DEPENDENCIES[edge.scope]}
    first, *rest = edge.kind.split("_")
    word = first + "".join(part.capitalize() for part in rest)
    more: dict[str, Any] = {"relationshipType": word}
    if word not in _OWN_WORDS:
        losses.append(Loss(f"{path}.kind", _REWRITTEN))
        more = {"relationshipType": "other", "description": edge.kind}
    if edge.scope in _LIFECYCLE_SCOPES:
        more |= {"type": "LifecycleScopedRelationship", "scope": edge.scope}
    elif edge.scope:
        losses.append(Loss(f"{path}.scope", _NO_PLACE))
    return more
