"""SPDX 2 relationships into edges between components, the root, and what the author says about completeness.

Ends that are files or snippets are not components: such edges stay in the original and are named by ``extras``. Ends that
exist nowhere are problems.
"""

import re
from collections.abc import Callable, Mapping

from msgspec import Struct, field

from kaname.formats.problem_list import ProblemList
from kaname.formats.spdx2.wire import RelationshipWire
from kaname.model.sbom import Composition, ExternalReference, Relationship

DEFAULT_DOCUMENT_ID = "SPDXRef-DOCUMENT"

_FORWARD = {"DEPENDS_ON": "depends_on", "CONTAINS": "contains"}
_REVERSED: dict[str, tuple[str, str | None]] = {
    "CONTAINED_BY": ("contains", None),
    "GENERATES": ("generated_from", None),
    "DEPENDENCY_OF": ("depends_on", None),
    "DEV_DEPENDENCY_OF": ("depends_on", "development"),
    "BUILD_DEPENDENCY_OF": ("depends_on", "build"),
    "TEST_DEPENDENCY_OF": ("depends_on", "test"),
    "OPTIONAL_DEPENDENCY_OF": ("depends_on", "optional"),
    "RUNTIME_DEPENDENCY_OF": ("depends_on", "runtime"),
    "PROVIDED_DEPENDENCY_OF": ("depends_on", "provided"),
}
_AGGREGATES = {"NONE": "complete", "NOASSERTION": "unknown"}
# The writer puts a kind that SPDX 2 has no word for into the comment, alone.
_OTHER_WORD = re.compile(r"[a-z]+(?:_[a-z]+)*")
_EVIDENT_BY = "evident-by:"


class Ends(Struct):
    """What a relationship may point to.

    Attributes:
        document_id: SPDX id of the document.
        components: component ref by SPDX id.
        files: file name by SPDX id, for those that are no components.
        others: further ids that exist (snippets).
        external: namespace by ``DocumentRef-…``.
    """

    document_id: str
    components: Mapping[str, str]
    files: Mapping[str, str]
    others: frozenset[str]
    external: Mapping[str, str]

    def exists(self, spdx_id: str) -> bool:
        """Say whether an id of this document is defined."""
        return (
            spdx_id in self.components
            or spdx_id in self.files
            or spdx_id in self.others
            or spdx_id in (self.document_id, DEFAULT_DOCUMENT_ID)
        )


class Edges(Struct):
    """What the relationships of a document say.

    Attributes:
        edges: unique, in document order. described: SPDX ids that the document describes, in order.
        complete: aggregate word by (SPDX id, ``assemblies`` or ``dependencies``).
        evidence: paths of the files by which a component was found, by ref.
        elsewhere: references into other documents, by ref.
        unused: indexes of relationships that the model cannot say.
    """

    edges: dict[Relationship, None] = field(default_factory=dict)
    described: dict[str, None] = field(default_factory=dict)
    complete: dict[tuple[str, str], str] = field(default_factory=dict)
    evidence: dict[str, list[str]] = field(default_factory=dict)
    elsewhere: dict[str, list[ExternalReference]] = field(default_factory=dict)
    unused: list[int] = field(default_factory=list)

    def compositions(self) -> tuple[Composition, ...]:
        """Return one composition for each aggregate word."""
        found = []
        for aggregate in dict.fromkeys(self.complete.values()):
            here = [key for key, value in self.complete.items() if value == aggregate]
            found.append(
                Composition(
                    aggregate=aggregate,
                    assemblies=tuple(ref for ref, what in here if what == "assemblies"),
                    dependencies=tuple(ref for ref, what in here if what == "dependencies"),
                )
            )
        return tuple(found)


def read_relationships(
    relationships: list[RelationshipWire], ends: Ends, path_of: Callable[[int], str], problems: ProblemList
) -> Edges:
    """Sort the relationships of a document into edges and the rest.

    Args:
        relationships: wire form.
        ends: what they may point to.
        path_of: place in the document of the n-th relationship.
        problems: incomplete and dangling ones are noted here.
    """
    result = Edges()
    components = ends.components
    for index, item in enumerate(relationships):
        source_id, target_id = item.spdx_element_id, item.related_spdx_element
        if not source_id or not target_id or not item.relationship_type:
            problems.add("spdx2.relationship_incomplete", path_of(index))
            continue
        word = item.relationship_type.upper()
        source, target = components.get(source_id), components.get(target_id)
        if source is not None and target is not None:
            forward = _FORWARD.get(word)
            edge = Relationship(source, forward, target) if forward else _edge(word, source, target, item.comment)
            result.edges[edge] = None
        elif not _read_special(item, index, word, ends, result):
            for end in (source_id, target_id):
                if not _is_known(end, ends):
                    problems.add("spdx2.relationship_dangling", path_of(index), ref=end, kind=item.relationship_type)
    return result


def _edge(word: str, source: str, target: str, comment: str | None) -> Relationship:
    if word in _REVERSED:
        kind, scope = _REVERSED[word]
        return Relationship(target, kind, source, scope)
    if word == "OTHER" and comment and _OTHER_WORD.fullmatch(comment):
        return Relationship(source, comment, target)
    return Relationship(source, word.lower(), target)


def _is_known(end: str, ends: Ends) -> bool:
    if end in _AGGREGATES or ends.exists(end):
        return True
    document, colon, _ = end.partition(":")
    return bool(colon) and document in ends.external


def _read_special(item: RelationshipWire, index: int, word: str, ends: Ends, result: Edges) -> bool:
    """Read a relationship that does not join two components; False where an end may not exist."""
    source_id, target_id = item.spdx_element_id or "", item.related_spdx_element or ""
    documents = (ends.document_id, DEFAULT_DOCUMENT_ID)
    if word in ("DESCRIBES", "DESCRIBE") and source_id in documents:
        return _describe(target_id, index, ends, result)
    if word == "DESCRIBED_BY" and target_id in documents:
        return _describe(source_id, index, ends, result)
    source = ends.components.get(source_id)
    if source is None:
        result.unused.append(index)
        return False
    if target_id in _AGGREGATES:
        if word in ("DEPENDS_ON", "CONTAINS"):
            what = "dependencies" if word == "DEPENDS_ON" else "assemblies"
            result.complete[source, what] = _AGGREGATES[target_id]
        return True
    if target_id in ends.files and word == "OTHER" and (item.comment or "").startswith(_EVIDENT_BY):
        result.evidence.setdefault(source, []).append(ends.files[target_id])
        return True
    document, colon, element = target_id.partition(":")
    if colon and document in ends.external:
        reference = ExternalReference(kind="bom", url=f"{ends.external[document]}#{element}", comment=word.lower())
        result.elsewhere.setdefault(source, []).append(reference)
        return True
    result.unused.append(index)
    return False


def _describe(spdx_id: str, index: int, ends: Ends, result: Edges) -> bool:
    if spdx_id in ends.files:  # right to say, but no component: extras names it
        result.unused.append(index)
    else:
        result.described[spdx_id] = None
    return True
