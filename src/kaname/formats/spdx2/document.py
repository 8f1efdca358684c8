"""An SPDX 2 document in wire form into the model: the same way for JSON, tag-value and YAML."""

import re

import msgspec
from msgspec import Struct

from kaname.errors import InputError, UnsupportedError
from kaname.formats.problem_list import ProblemList
from kaname.formats.spdx2.packages import read_file_component, read_package
from kaname.formats.spdx2.relationships import DEFAULT_DOCUMENT_ID, Edges, Ends, read_relationships
from kaname.formats.spdx2.wire import Document, ExtractedLicense
from kaname.formats.spdx_terms import SPDX_ABSENT, parse_party, parse_tool
from kaname.model.sbom import Component, ExternalReference, Original, Party, Sbom

READABLE_VERSIONS = ("2.1", "2.2", "2.3")
"""Versions that are read; 2.1 has the same packages and relationships, and real documents still carry it."""

_VERSION = re.compile(r"\s*SPDX-(\d+\.\d+)\s*")
_EXPECTED = {"name": "name", "document_namespace": "documentNamespace", "creation_info": "creationInfo"}
_PURL_TYPE = re.compile(r"pkg:/*([^/]+)/")


class Places(Struct):
    """Where the parts of a document stand; empty lists for JSON and YAML, whose paths follow from the index."""

    packages: list[str] = []
    files: list[str] = []
    relationships: list[str] = []

    def package(self, index: int) -> str:
        """Path of the n-th package."""
        return self.packages[index] if self.packages else f"packages[{index}]"

    def file(self, index: int) -> str:
        """Path of the n-th file."""
        return self.files[index] if self.files else f"files[{index}]"

    def relationship(self, index: int) -> str:
        """Path of the n-th relationship."""
        return self.relationships[index] if self.relationships else f"relationships[{index}]"


def check_version(text: str | None) -> str:
    """Return the bare version of ``SPDX-2.3``.

    Raises:
        InputError: ``spdx2.no_version`` where there is none or it has another form.
        UnsupportedError: ``spdx2.version_unsupported`` for another version.
    """
    found = _VERSION.fullmatch(text or "")
    if found is None:
        raise InputError("spdx2.no_version", path="spdxVersion", found=(text or "")[:40])
    if found[1] not in READABLE_VERSIONS:
        raise UnsupportedError("spdx2.version_unsupported", path="spdxVersion", version=found[1])
    return found[1]


def read_document(document: Document, places: Places, original: Original, form: str, problems: ProblemList) -> Sbom:
    """Turn a document in wire form into a bill of materials.

    Args:
        document: wire form.
        places: paths of its parts.
        original: bytes it came from.
        form: value for ``Sbom.format``.
        problems: defects found so far; those found here are added.

    Raises:
        InputError, UnsupportedError: see ``check_version``.
    """
    version = check_version(document.spdx_version)
    for attribute, name in _EXPECTED.items():
        if not getattr(document, attribute):
            _note(problems, "spdx2.missing_field", "", name)
    components, ends = _read_components(document, places, problems)
    edges = read_relationships(document.relationships or [], ends, places.relationship, problems)
    root, described = _find_root(document, edges, ends, problems)
    _complete(components, edges)
    if root is not None:
        components.sort(key=lambda component: component.ref != root)
    creation = document.creation_info
    authors, tools = _read_creators(creation.creators if creation else None)
    comments = (document.comment, creation.comment if creation else None)
    return Sbom(
        format=form,
        spec_version=version,
        original=original,
        components=tuple(components),
        identifier=document.document_namespace,
        name=document.name,
        timestamp=creation.created if creation else None,
        tools=tools,
        authors=authors,
        root=root,
        relationships=tuple(edges.edges),
        compositions=edges.compositions(),
        properties=tuple(("spdx:describes", ref) for ref in described) if root is None else (),
        data_licenses=(document.data_license,) if document.data_license else (),
        comments=tuple(comment for comment in comments if comment),
        problems=problems.result(),
    )


def _read_components(document: Document, places: Places, problems: ProblemList) -> tuple[list[Component], Ends]:
    extracted: dict[str, ExtractedLicense] = {
        item.license_id: item for item in document.has_extracted_licensing_infos or () if item.license_id
    }
    refs: dict[str, str] = {}
    taken: set[str] = set()
    components: list[Component] = []
    for index, package in enumerate(document.packages or ()):
        path = places.package(index)
        if not package.name or package.name in SPDX_ABSENT:
            _note(problems, "spdx2.missing_field", path, "name")
        ref = _take_ref(package.spdx_id, path, refs, taken, problems)
        components.append(read_package(package, path, ref, extracted))
    if not document.packages:
        for index, file in enumerate(document.files or ()):
            path = places.file(index)
            ref = _take_ref(file.spdx_id, path, refs, taken, problems)
            components.append(read_file_component(file, path, ref, extracted))
    ends = read_ends(document)
    ends.components = refs
    return components, ends


def read_ends(document: Document) -> Ends:
    """Return what relationships of a document may point to; components under their SPDX ids."""
    files = {item.spdx_id: item.file_name or "" for item in document.files or () if item.spdx_id}
    components = {item.spdx_id: item.spdx_id for item in document.packages or () if item.spdx_id}
    if not document.packages:
        components = {spdx_id: spdx_id for spdx_id in files}
        files = {}
    others = frozenset(item.spdx_id for item in document.snippets or () if item.spdx_id)
    external = {
        item.external_document_id: item.spdx_document or item.external_document_id
        for item in document.external_document_refs or ()
        if item.external_document_id
    }
    return Ends(document.spdx_id or DEFAULT_DOCUMENT_ID, components, files, others, external)


def _note(problems: ProblemList, code: str, path: str, field: str, **params: str) -> None:
    """Note a defect of a field; a line has no fields below it, so there the text alone names the field."""
    where = path if path.startswith("line ") else f"{path}.{field}" if path else field
    problems.add(code, where, field=field, **params)


def _take_ref(spdx_id: str | None, path: str, refs: dict[str, str], taken: set[str], problems: ProblemList) -> str:
    if not spdx_id:
        _note(problems, "spdx2.missing_field", path, "SPDXID")
        ref = path
    elif spdx_id in taken:
        _note(problems, "spdx2.duplicate_id", path, "SPDXID", ref=spdx_id)
        ref = f"{spdx_id}#{path}"
    else:
        ref = refs[spdx_id] = spdx_id
    while ref in taken:  # a document may use as an id what was made up here
        ref += "'"
    taken.add(ref)
    return ref


def _find_root(document: Document, edges: Edges, ends: Ends, problems: ProblemList) -> tuple[str | None, list[str]]:
    """Return the described component where there is exactly one, and all of them."""
    ids = dict.fromkeys([*(document.document_describes or ()), *edges.described])
    described: list[str] = []
    for spdx_id in ids:
        if spdx_id in ends.components:
            described.append(ends.components[spdx_id])
        elif spdx_id not in ends.files and spdx_id not in ("NONE", "NOASSERTION"):
            problems.add("spdx2.describes_no_package", "", ref=spdx_id)
    if not ids and ends.components:
        problems.add("spdx2.describes_nothing", "")
    return (described[0] if len(described) == 1 else None), described


def _complete(components: list[Component], edges: Edges) -> None:
    """Add to the components what only relationships say: source packages, evidence, other documents."""
    by_ref = {component.ref: index for index, component in enumerate(components)}
    sources: dict[str, list[tuple[str, str]]] = {}
    for edge in edges.edges:
        if edge.kind != "generated_from":
            continue
        binary, source = components[by_ref[edge.source]], components[by_ref[edge.target]]
        if source.name and source.kind != "file" and _purl_type(binary) == _purl_type(source):
            sources.setdefault(binary.ref, []).append((source.name, source.version))
    for ref in sources.keys() | edges.evidence.keys() | edges.elsewhere.keys():
        index = by_ref[ref]
        component = components[index]
        elsewhere: list[ExternalReference] = edges.elsewhere.get(ref, [])
        components[index] = msgspec.structs.replace(
            component,
            source_packages=tuple(dict.fromkeys([*component.source_packages, *sources.get(ref, ())])),
            evidence_paths=tuple(dict.fromkeys([*component.evidence_paths, *edges.evidence.get(ref, ())])),
            external_references=(*component.external_references, *elsewhere),
        )


def _purl_type(component: Component) -> str | None:
    found = _PURL_TYPE.match(component.purl) if component.purl else None
    return found[1].lower() if found else None


def _read_creators(creators: list[str] | None) -> tuple[tuple[Party, ...], tuple[tuple[str, str], ...]]:
    authors: list[Party] = []
    tools: list[tuple[str, str]] = []
    for text in creators or ():
        if text.startswith("Tool:"):
            tools.append(parse_tool(text.removeprefix("Tool:").strip()))
            continue
        party = parse_party(text)
        if party:
            authors.append(party)
    return tuple(authors), tuple(tools)
