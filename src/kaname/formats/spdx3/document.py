"""An SPDX 3 graph into the model: document, components, relationships."""

import re
from collections import deque
from collections.abc import Sequence

import msgspec
from msgspec import Struct, field

from kaname.errors import InputError, UnsupportedError
from kaname.formats.problem_list import ProblemList
from kaname.formats.spdx3.elements import (
    AGENT_TYPES,
    FILE_TYPE,
    PACKAGE_TYPES,
    read_component,
    read_party,
    read_properties,
)
from kaname.formats.spdx3.graph import Graph, Node, read_graph
from kaname.formats.spdx3.licenses import license_text, read_license
from kaname.formats.spdx_terms import parse_tool
from kaname.model.sbom import (
    Component,
    Composition,
    ExternalReference,
    LicenseClaim,
    Original,
    Party,
    Relationship,
    Sbom,
)

RELATIONSHIP_TYPES = ("Relationship", "LifecycleScopedRelationship")
_COLLECTION_TYPES = ("SpdxDocument", "software_Sbom", "Bom", "ElementCollection", "Bundle")
_VERSION = re.compile(r"3\.(\d+)(?:\.\d+)?(?:[-.].*)?|3")
_CONTEXT_VERSION = re.compile(r"spdx\.org/rdf/(3[\d.]*\d|3)/")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
# The writer puts a kind that SPDX 3 has no word for into the description, alone.
_OTHER_WORD = re.compile(r"[a-z]+(?:_[a-z]+)*")
_DEPENDENCIES = {
    "depends_on": None,
    "has_optional_dependency": "optional",
    "has_provided_dependency": "provided",
}
_LICENSES = {"has_declared_license": "declared", "has_concluded_license": "concluded"}
_PURL_TYPE = re.compile(r"pkg:/*([^/]+)/")


class Found(Struct):
    """What the relationships of a document say; refs are those of components."""

    edges: dict[Relationship, None] = field(default_factory=dict)
    described: dict[str, None] = field(default_factory=dict)
    licenses: dict[str, list[LicenseClaim]] = field(default_factory=dict)
    complete: dict[tuple[str, str], str] = field(default_factory=dict)
    elsewhere: dict[str, list[ExternalReference]] = field(default_factory=dict)
    unused: dict[str, None] = field(default_factory=dict)


def read_spdx3(data: bytes, original: Original) -> Sbom:
    """Read an SPDX 3.0 document in JSON-LD, compact form.

    Packages (software, AI and dataset) become components; files only where the document has no package at all. 3.1 is read
    with a problem noted.

    Args:
        data: document bytes.
        original: kept in the result.

    Returns:
        The bill of materials, ``format`` ``spdx3-json-ld``; refs are ``spdxId``.

    Raises:
        InputError: no JSON (with line and column), no object, nothing in it that is an SPDX 3 element.
        UnsupportedError: another version of SPDX.
    """
    problems = ProblemList("spdx3")
    graph = read_graph(data, problems)
    document = next(graph.of_type("SpdxDocument"), None)
    if document is None:
        problems.add("spdx3.missing_field", "SpdxDocument")
    if not graph.nodes:
        raise InputError("spdx3.no_elements")
    sbom = next(graph.of_type("software_Sbom"), None)
    creation = _creation_info(document or sbom, graph)
    version = check_version(creation, graph, problems)
    components, refs = _read_components(graph, problems)
    found = read_relationships(graph, refs, problems)
    _complete(components, found)
    described = _described(graph, document, refs, found)
    root = described[0] if len(described) == 1 else None
    if components and not described:
        problems.add("spdx3.describes_nothing", "")
    if root is not None:
        components.sort(key=lambda component: component.ref != root)
    top = [node for node in (document, sbom) if node is not None]
    authors, tools = _read_creators(creation, graph)
    return Sbom(
        format="spdx3-json-ld",
        spec_version=version,
        original=original,
        components=tuple(components),
        identifier=next((node.node_id for node in top if node.node_id), None),
        name=next((name for node in top if (name := node.text("name"))), None),
        timestamp=creation.text("created") if creation else None,
        lifecycles=tuple(sbom.texts("software_sbomType")) if sbom else (),
        tools=tools,
        authors=authors,
        root=root,
        relationships=tuple(found.edges),
        compositions=_compositions(found),
        properties=_document_properties(document, () if root is not None else described, graph),
        data_licenses=_data_licenses(document, graph),
        comments=tuple(text for node in (*top, creation) if node is not None and (text := node.text("comment"))),
        problems=problems.result(),
    )


def _document_properties(document: Node | None, described: Sequence[str], graph: Graph) -> tuple[tuple[str, str], ...]:
    named = tuple(("spdx:describes", ref) for ref in described)
    return (*named, *(read_properties(document, graph) if document else ()))


def _data_licenses(document: Node | None, graph: Graph) -> tuple[str, ...]:
    references = document.texts("dataLicense") if document else []
    return tuple(text for reference in references if (text := license_text(reference, graph)))


def check_version(creation: Node | None, graph: Graph, problems: ProblemList) -> str:
    """Return the version that the document says it follows: its CreationInfo's, else the one in the context's address.

    Raises:
        UnsupportedError: ``spdx3.version_unsupported``.
    """
    written = creation.text("specVersion") if creation else None
    if not written:
        problems.add("spdx3.missing_field", "CreationInfo.specVersion")
        in_context = _CONTEXT_VERSION.search(graph.context)
        written = in_context[1] if in_context else "3"
    found = _VERSION.fullmatch(written)
    if found is None:
        raise UnsupportedError("spdx3.version_unsupported", path="specVersion", version=written[:40])
    if found[1] not in (None, "0"):
        problems.add("spdx3.newer_version", "specVersion", version=written)
    return written


def read_relationships(graph: Graph, refs: dict[str, str], problems: ProblemList) -> Found:
    """Sort the relationships of a document.

    Args:
        graph: the document.
        refs: component ref by element id.
        problems: incomplete and dangling ones are noted here.
    """
    found = Found()
    imported = _imported(graph)
    for node in graph.of_type(*RELATIONSHIP_TYPES):
        source_id = next(iter(node.texts("from")), "")
        targets = node.texts("to")
        kind = _HUMP.sub("_", node.text("relationshipType") or "").lower()
        if not source_id or not kind:
            problems.add("spdx3.relationship_incomplete", node.path)
            continue
        source = refs.get(source_id)
        if source is None and source_id not in graph.by_id and source_id not in imported:
            problems.add("spdx3.relationship_dangling", f"{node.path}.from", ref=source_id, kind=kind)
        if kind == "describes" and source is None:
            found.described.update(dict.fromkeys(targets))
            continue
        if source is None:
            found.unused[node.path] = None
            continue
        _note_completeness(node, kind, source, targets, found)
        for index, target_id in enumerate(targets):
            where = f"{node.path}.to[{index}]"
            if kind in _LICENSES:
                claim = read_license(target_id, _LICENSES[kind], graph)
                if claim is None:
                    problems.add("spdx3.license_unreadable", where, ref=target_id)
                else:
                    found.licenses.setdefault(source, []).append(claim)
            elif target_id in refs:
                found.edges[_edge(node, kind, source, refs[target_id])] = None
            elif target_id in imported:
                reference = ExternalReference(kind="bom", url=target_id, comment=kind)
                found.elsewhere.setdefault(source, []).append(reference)
            elif not target_id.endswith(("NoneElement", "NoAssertionElement")):
                found.unused[node.path] = None
                if target_id not in graph.by_id:
                    problems.add("spdx3.relationship_dangling", where, ref=target_id, kind=kind)
    return found


def _edge(node: Node, kind: str, source: str, target: str) -> Relationship:
    if kind in _DEPENDENCIES:
        scope = _DEPENDENCIES[kind] or node.text("scope")
        return Relationship(source, "depends_on", target, scope)
    if kind == "generates":
        return Relationship(target, "generated_from", source)
    described = node.text("description") if kind == "other" else None
    if described and _OTHER_WORD.fullmatch(described):
        return Relationship(source, described, target)
    return Relationship(source, kind, target)


def _note_completeness(node: Node, kind: str, source: str, targets: list[str], found: Found) -> None:
    if kind not in ("depends_on", "contains"):
        return
    said = node.text("completeness")
    aggregate = said if said in ("complete", "incomplete") else None
    if aggregate is None and any(target.endswith("NoneElement") for target in targets):
        aggregate = "complete"
    elif aggregate is None and any(target.endswith("NoAssertionElement") for target in targets):
        aggregate = "unknown"
    if aggregate:
        found.complete[source, "dependencies" if kind == "depends_on" else "assemblies"] = aggregate


def _compositions(found: Found) -> tuple[Composition, ...]:
    result = []
    for aggregate in dict.fromkeys(found.complete.values()):
        here = [key for key, value in found.complete.items() if value == aggregate]
        result.append(
            Composition(
                aggregate=aggregate,
                assemblies=tuple(ref for ref, what in here if what == "assemblies"),
                dependencies=tuple(ref for ref, what in here if what == "dependencies"),
            )
        )
    return tuple(result)


def _imported(graph: Graph) -> frozenset[str]:
    """Ids of elements that the document says stand elsewhere."""
    found = set()
    for document in graph.of_type("SpdxDocument"):
        for entry in document.objects("import", graph):
            name = entry.text("externalSpdxId")
            if name:
                found.add(name)
    return frozenset(found)


def _component_nodes(graph: Graph) -> list[Node]:
    return list(graph.of_type(*PACKAGE_TYPES)) or list(graph.of_type(FILE_TYPE))


def component_refs(graph: Graph) -> dict[str, str]:
    """Return the component ref by element id."""
    return {node.node_id: node.node_id for node in _component_nodes(graph) if node.node_id}


def _read_components(graph: Graph, problems: ProblemList) -> tuple[list[Component], dict[str, str]]:
    nodes = _component_nodes(graph)
    refs: dict[str, str] = {}
    taken: set[str] = set()
    components = []
    for node in nodes:
        if not node.text("name"):
            problems.add("spdx3.missing_field", f"{node.path}.name" if node.path else "name")
        ref = node.node_id
        if not ref:
            problems.add("spdx3.missing_field", f"{node.path}.spdxId" if node.path else "spdxId")
            ref = node.path or "element"
        elif ref in taken:
            ref = f"{ref}#{node.path}"
        else:
            refs[ref] = ref
        while ref in taken:
            ref += "'"
        taken.add(ref)
        components.append(read_component(node, ref, graph))
    return components, refs


def _complete(components: list[Component], found: Found) -> None:
    """Add to the components what only relationships say: licences, source packages, other documents."""
    by_ref = {component.ref: index for index, component in enumerate(components)}
    sources: dict[str, list[tuple[str, str]]] = {}
    for edge in found.edges:
        if edge.kind == "generated_from":
            binary, source = components[by_ref[edge.source]], components[by_ref[edge.target]]
            if source.name and source.kind != "file" and _purl_type(binary) == _purl_type(source):
                sources.setdefault(binary.ref, []).append((source.name, source.version))
    for ref in dict.fromkeys([*found.licenses, *sources, *found.elsewhere]):
        component = components[by_ref[ref]]
        claims = sorted(found.licenses.get(ref, ()), key=lambda claim: claim.acknowledgement != "declared")
        components[by_ref[ref]] = msgspec.structs.replace(
            component,
            licenses=(*component.licenses, *claims),
            source_packages=tuple(dict.fromkeys([*component.source_packages, *sources.get(ref, ())])),
            external_references=(*component.external_references, *found.elsewhere.get(ref, ())),
        )


def _purl_type(component: Component) -> str | None:
    found = _PURL_TYPE.match(component.purl) if component.purl else None
    return found[1].lower() if found else None


def _described(graph: Graph, document: Node | None, refs: dict[str, str], found: Found) -> list[str]:
    """Follow root elements through bills of materials to components."""
    waiting = [*(document.texts("rootElement") if document else ()), *found.described]
    if not waiting:
        waiting = [root for node in graph.of_type("software_Sbom", "Bom") for root in node.texts("rootElement")]
    seen: set[str] = set()
    result: dict[str, None] = {}
    queue = deque(waiting)
    while queue:
        reference = queue.popleft()
        if reference in seen:
            continue
        seen.add(reference)
        node = graph.by_id.get(reference)
        if reference in refs:
            result[refs[reference]] = None
        elif node is not None and node.type in _COLLECTION_TYPES:
            queue.extend(node.texts("rootElement"))
    return list(result)


def _creation_info(element: Node | None, graph: Graph) -> Node | None:
    found = graph.creation_info(element) if element is not None else None
    if found is None:
        found = next(graph.of_type("CreationInfo"), None)
    return found or graph.creation_info(graph.nodes[0])


def _read_creators(creation: Node | None, graph: Graph) -> tuple[tuple[Party, ...], tuple[tuple[str, str], ...]]:
    if creation is None:
        return (), ()
    authors: list[Party] = []
    tools: list[tuple[str, str]] = []
    for name in ("createdBy", "createdUsing"):
        for agent in creation.objects(name, graph):
            party = read_party(agent, graph) if agent.type in AGENT_TYPES else None
            if party is None:
                continue
            if party.kind == "tool":
                tools.append(parse_tool(party.name))
            else:
                authors.append(party)
    return tuple(authors), tuple(tools)
