"""What became of every value of a document in a conversion, by its place in the source document.

Joins what the writer says, what the reader did not understand and what it left out as faulty, then holds the two documents
against each other: a value of the source that stands nowhere in the target, and that nobody named, is named here. So no value
can be missing without a line about it, even where writer and reader are wrong about what they do.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import msgspec

from kaname.formats.leaves import Leaf, iter_leaves
from kaname.formats.writing import Written
from kaname.model.loss import Loss
from kaname.model.sbom import Relationship, Sbom

_STEP = re.compile(r"(\w+)|\[(\d+)\]")
_RECORD = re.compile(r"(?:relationships|dependencies|compositions|@graph)\[\d+\]")
# Words that the path of a source field has where the model's name for it is another one.
_HINTS: dict[str, tuple[str, ...]] = {
    "ref": ("bom-ref", "spdxid"),
    "kind": ("type", "primarypackagepurpose"),
    "licenses": ("license",),
    "hashes": ("hash", "checksum", "verifiedusing"),
    "file_names": ("packagefilename",),
    "external_references": ("externalref", "downloadlocation", "homepage"),
    "authors": ("author", "originator"),
    "manufacturer": ("manufactur", "originator"),
    "source_packages": ("sourceinfo", "propert", "annotation"),
    "evidence_paths": ("occurrence", "sourceinfo", "propert"),
    "properties": ("propert", "annotation", "sourceinfo"),
    "identifier": ("serialnumber", "documentnamespace", "spdxid"),
    "timestamp": ("timestamp", "created"),
    "cpes": ("cpe", "externalref", "propert"),
    "purls": ("purl", "externalref"),
    "swids": ("swid", "externalref"),
    "comments": ("comment",),
    "data_licenses": ("license",),
}


def account(sbom: Sbom, written: Written) -> tuple[Loss, ...]:
    """Return the loss report of a conversion.

    Every value of the source either stands in the target, as a whole, or its path or one above it is in the report. Costs
    about as much as reading both documents twice.

    Args:
        sbom: the source, as read (with ``original.data``).
        written: what ``write_sbom`` made of it.

    Returns:
        Losses by path in the source document, in its order; those of the whole document first.
    """
    if written.unchanged or not sbom.original.data:
        return written.losses + written.source_losses
    leaves = list(iter_leaves(sbom.original.data, sbom.format))
    target = {value.strip() for _, value in iter_leaves(written.data, written.format)}
    places = _Places(sbom, leaves)
    found: dict[Loss, None] = {}
    for loss in written.losses:
        for path in places.of(loss.path):
            found[Loss(path, loss.reason)] = None
    found.update(dict.fromkeys(written.source_losses))
    named = {loss.path for loss in found}
    faulty = {problem.path for problem in sbom.problems if problem.path}
    for path, value in leaves:
        if value.strip() in target or _is_under(path, named):
            continue
        found[Loss(path, "loss.defective" if _is_under(path, faulty) else "loss.rewritten")] = None
    order = {path: index for index, (path, _) in enumerate(leaves)}
    return tuple(sorted(found, key=lambda loss: _order(loss.path, order, places)))


def _is_under(path: str, above: set[str]) -> bool:
    while path:
        if path in above:
            return True
        path = _parent(path)
    return False


def _parent(path: str) -> str:
    return path[: max(path.rfind("."), path.rfind("["), 0)]


def _order(path: str, order: dict[str, int], places: "_Places") -> tuple[int, str]:
    at = order.get(path)
    return (places.first.get(path, -1) if at is None else at, path)


class _Places:
    """Finds places of the model in the source document, by the values that stand there."""

    def __init__(self, sbom: Sbom, leaves: list[Leaf]) -> None:
        self._sbom = sbom
        self._components = {each.path for each in sbom.components}
        self._by_component: dict[str, list[Leaf]] = defaultdict(list)
        self._records: dict[str, set[str]] = defaultdict(set)
        self.first: dict[str, int] = {}
        lines = sbom.format == "spdx-tag-value"
        owner = ""
        for index, (path, value) in enumerate(leaves):
            if lines:
                owner = path if path in self._components else owner
                self._records[value].add(path)
            else:
                owner = self._owner(path, index)
                record = _RECORD.match(path)
                if record:
                    self._records[value].add(record[0])
            self._by_component[owner].append((path, value))

    def _owner(self, path: str, index: int) -> str:
        owner = ""
        while path:
            if path in self.first:
                return owner or self._nearest(path)
            self.first[path] = index
            if not owner and path in self._components:
                owner = path
            path = _parent(path)
        return owner

    def _nearest(self, path: str) -> str:
        while path and path not in self._components:
            path = _parent(path)
        return path

    def of(self, path: str) -> list[str]:
        """Return the places in the source of a place in the model; where none is found, the best name for it."""
        steps = _STEP.findall(path)
        if steps[0][0] == "relationships" and len(steps) > 1:
            return self._edge(self._sbom.relationships[int(steps[1][1])])
        value: Any = self._sbom
        owner, rest = "", path
        if steps[0][0] == "components" and len(steps) > 1:
            component = self._sbom.components[int(steps[1][1])]
            value, owner = component, component.path
            rest = path.partition("].")[2]
            steps = steps[2:]
        for name, index in steps:
            # A place that the writer names by its own words leads as far as the model knows them.
            inner = value[int(index)] if index and isinstance(value, tuple) else getattr(value, name, None)
            if inner is None:
                break
            value = inner
        hints = _HINTS.get(steps[0][0] if steps else "", (steps[0][0].replace("_", "") if steps else "",))
        found = self._matching(owner, _texts(value), hints)
        return found or [f"{owner}.{rest}" if owner and rest and not owner.startswith("line ") else owner or rest]

    def _matching(self, owner: str, texts: set[str], hints: Iterable[str]) -> list[str]:
        matching = [path for path, value in self._by_component[owner] if value in texts]
        if owner.startswith("line "):
            return list(dict.fromkeys(matching))
        hinted = [path for path in matching if _is_hinted(path[len(owner) :], hints)]
        if not hinted:  # the value was made from another one: the field it came from still tells the place
            hinted = [path for path, _ in self._by_component[owner] if owner and _is_hinted(path[len(owner) :], hints)]
        return list(dict.fromkeys(hinted))

    def _edge(self, edge: Relationship) -> list[str]:
        both = self._records.get(edge.source, set()) & self._records.get(edge.target, set())
        return sorted(both) or [f"{edge.source} → {edge.target}"]


def _is_hinted(rest: str, hints: Iterable[str]) -> bool:
    lower = rest.lower()
    return any(hint in lower for hint in hints)


def _texts(value: Any) -> set[str]:
    if isinstance(value, str):
        return {value}
    if isinstance(value, bool):
        return {"true" if value else "false"}
    if isinstance(value, msgspec.Struct):
        value = msgspec.structs.astuple(value)
    return {text for each in value for text in _texts(each)} if isinstance(value, tuple) else set()
