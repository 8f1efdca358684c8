"""Several bills of materials made one, the origin of every part kept.

``flat``: a component that occurs in several documents is listed once; what one document leaves open another may fill.
``nested``: each document stays a part of its own below its product. Two components count as one only where identity, version,
purl and every hash that both state agree; otherwise both stay. Refuses nothing but too few documents; nothing is dropped
silently: what could not be kept is counted in ``Merged``.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec
from msgspec import Struct

from kaname.errors import InputError
from kaname.model.sbom import Component, Composition, Original, Party, Relationship, Sbom
from kaname.sbom.identity import component_version, identity

ORIGIN = "kaname:origin"
"""Property of a merged component, once per document that it came from: identifier (else digest) of the document, a space, and
its key there."""

_UNITED = (
    "purls",
    "cpes",
    "swids",
    "hashes",
    "licenses",
    "authors",
    "external_references",
    "properties",
    "source_packages",
    "file_names",
    "evidence_paths",
)
_FILLED = ("purl", "copyright", "description", "supplier", "manufacturer", "publisher", "group", "kind", "version")
_SCOPES = {"required": 0, None: 1, "optional": 2, "excluded": 3}


class Merged(Struct, frozen=True, kw_only=True):
    """A merged document.

    Attributes:
        inputs: components read. united: components that were listed more than once and are now one.
        apart: identities that were kept apart although name and version agree, since hashes differ.
    """

    sbom: Sbom
    inputs: int
    united: int
    apart: int


class Product(Struct, frozen=True, kw_only=True):
    """What the merged document describes."""

    name: str
    version: str = ""
    supplier: str | None = None


def merge(
    documents: Sequence[Sbom],
    *,
    product: Product,
    mode: Literal["flat", "nested"],
    timestamp: str,
    identifier: str = "",
) -> Merged:
    """Merge documents into one.

    Args:
        documents: at least two, in the order in which they are to be listed.
        product: the new described product, which depends on the product of each document.
        timestamp: time of merging, ISO 8601.
        identifier: serial number; one derived from the digests of the documents where empty: same input, same number.

    Raises:
        InputError: ``sbom.merge_needs_two``.
    """
    if len(documents) < 2:
        raise InputError("sbom.merge_needs_two")
    digest = hashlib.sha256("\n".join(each.original.sha256 for each in documents).encode()).hexdigest()
    merging = _Merging(mode)
    root = Component(
        ref=merging.take(f"product:{product.name}@{product.version}" if product.version else f"product:{product.name}"),
        path="metadata.component",
        name=product.name,
        version=product.version,
        kind="application",
        supplier=Party(name=product.supplier, kind="organization") if product.supplier else None,
    )
    merging.components[root.ref] = root
    for number, document in enumerate(documents, 1):
        merging.add(document, number, root.ref)
    sbom = Sbom(
        format="merged",
        spec_version="",
        original=Original(data=b"", sha256=digest),
        components=tuple(merging.components.values()),
        identifier=identifier or _serial_number(digest),
        version="1",
        name=product.name,
        timestamp=timestamp,
        lifecycles=tuple(dict.fromkeys(word for each in documents for word in each.lifecycles if word)),
        tools=tuple(dict.fromkeys(tool for each in documents for tool in each.tools)),
        authors=tuple(dict.fromkeys(party for each in documents for party in each.authors)),
        root=root.ref,
        relationships=tuple(dict.fromkeys(merging.relationships)),
        compositions=tuple(merging.compositions),
        properties=tuple((ORIGIN, origin_of(each)) for each in documents),
    )
    return Merged(sbom=sbom, inputs=merging.inputs, united=merging.united, apart=merging.apart)


def origin_of(document: Sbom) -> str:
    """Return how a document is named as an origin: its identifier, else the digest of its bytes."""
    return document.identifier or f"sha256:{document.original.sha256}"


def _serial_number(digest: str) -> str:
    # A UUID of version 8 (RFC 9562 §5.8: made from own data): the same documents give the same number.
    text = f"{digest[:12]}8{digest[13:16]}{'89ab'[int(digest[16], 16) % 4]}{digest[17:32]}"
    return f"urn:uuid:{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:32]}"


class _Merging:
    """Components and edges taken so far."""

    def __init__(self, mode: Literal["flat", "nested"]) -> None:
        self.components: dict[str, Component] = {}
        self.relationships: list[Relationship] = []
        self.compositions: list[Composition] = []
        self.inputs = 0
        self.united = 0
        self.apart = 0
        self._mode = mode
        self._taken: set[str] = set()
        self._known: dict[tuple[object, ...], list[str]] = {}

    def take(self, wanted: str) -> str:
        """Return a key that is not taken yet, ``wanted`` where it is free."""
        ref, count = wanted, 1
        while ref in self._taken:
            count += 1
            ref = f"{wanted}#{count}"
        self._taken.add(ref)
        return ref

    def add(self, document: Sbom, number: int, root: str) -> None:
        refs: dict[str, str] = {}
        holder = root
        if self._mode == "nested" and document.root is None:
            holder = self._holder(document, number, root)
        origin = origin_of(document)
        for each in document.components:
            self.inputs += 1
            refs[each.ref] = self._place(each, refs, origin, holder if self._mode == "nested" else None, document.root)
        if document.root is not None and document.root in refs:
            self.relationships.append(Relationship(root, "depends_on", refs[document.root]))
        elif self._mode == "nested":
            self.relationships.append(Relationship(root, "contains", holder))
        for edge in document.relationships:
            if edge.source in refs and edge.target in refs and refs[edge.source] != refs[edge.target]:
                self.relationships.append(Relationship(refs[edge.source], edge.kind, refs[edge.target], edge.scope))
        for composition in document.compositions:
            self.compositions.append(_moved(composition, refs, document))

    def _holder(self, document: Sbom, number: int, root: str) -> str:
        """A part that stands for a document which names no product."""
        name = document.name or document.identifier or f"document {number}"
        ref = self.take(f"document:{number}")
        self.components[ref] = Component(
            ref=ref, path="", name=name, kind="application", properties=((ORIGIN, origin_of(document)),)
        )
        return ref

    def _place(
        self, each: Component, refs: Mapping[str, str], origin: str, holder: str | None, document_root: str | None
    ) -> str:
        marked = msgspec.structs.replace(
            each,
            properties=(*each.properties, (ORIGIN, f"{origin} {each.ref}")),
            parent=refs.get(each.parent) if each.parent is not None else None,
        )
        if holder is not None:
            ref = self.take(each.ref)
            parent = marked.parent
            if parent is None and each.ref != document_root:
                # Below the product of its document; the writers turn this into nesting or into an edge.
                parent = refs.get(document_root or "", holder if document_root is None else None)
            self.components[ref] = msgspec.structs.replace(marked, ref=ref, parent=parent)
            return ref
        key = (identity(each), component_version(each), each.purl, each.kind if not each.purl else "")
        for known in self._known.get(key, ()):
            if _agree(self.components[known], each):
                self.united += 1
                self.components[known] = _unite(self.components[known], marked)
                return known
        if key in self._known:
            self.apart += 1
        ref = self.take(each.ref)
        self._known.setdefault(key, []).append(ref)
        # In a flat list nothing is nested: the edge says what the nesting said.
        if marked.parent is not None:
            self.relationships.append(Relationship(marked.parent, "contains", ref))
        self.components[ref] = msgspec.structs.replace(marked, ref=ref, parent=None)
        return ref


def _agree(one: Component, other: Component) -> bool:
    hashes = {each.algorithm: each.value for each in one.hashes}
    return all(hashes.get(each.algorithm, each.value) == each.value for each in other.hashes)


def _unite(one: Component, other: Component) -> Component:
    changes: dict[str, object] = {
        name: tuple(dict.fromkeys((*getattr(one, name), *getattr(other, name)))) for name in _UNITED
    }
    for name in _FILLED:
        if not getattr(one, name) and getattr(other, name):
            changes[name] = getattr(other, name)
    # Needed by one is needed by the whole.
    changes["scope"] = min((one.scope, other.scope), key=lambda scope: _SCOPES.get(scope, 1))
    return msgspec.structs.replace(one, **changes)


def _moved(composition: Composition, refs: Mapping[str, str], document: Sbom) -> Composition:
    if not composition.assemblies and not composition.dependencies:
        # It spoke for a whole document: in the merged one that is the product of this document and all its parts.
        everything = tuple(dict.fromkeys(refs.values()))
        return Composition(aggregate=composition.aggregate, assemblies=everything, dependencies=everything)
    return Composition(
        aggregate=composition.aggregate,
        assemblies=tuple([refs.get(ref, ref) for ref in composition.assemblies]),
        dependencies=tuple([refs.get(ref, ref) for ref in composition.dependencies]),
    )
