"""What redaction must know of CycloneDX and SPDX 2: where components stand, which fields are what, how a mark is written.

Marks are written so that the readers here find them again: CycloneDX as a property ``kaname:withheld`` of the component,
SPDX as an annotation whose comment is an object with ``name`` and ``value``.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from msgspec import Struct

from kaname.sbom.json_tree import Place, iter_leaves
from kaname.sbom.redaction_policy import FIELDS
from kaname.sbom.subject import WITHHELD
from kaname.sbom.versions import at_least

WITHHELD_COMPONENTS = "kaname:withheld-components"
MASKED_NAME = "withheld"
_ANNOTATOR = "Tool: kaname:jsonencoded"
_NEW_REF = re.compile(r"(SPDXRef-)?withheld-[1-9]\d{0,6}")
_MARK_WORDS = frozenset({*FIELDS, "other"})
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


class Part(Struct, frozen=True):
    """A component or package in a JSON tree.

    Attributes:
        facts: fields that a policy selects by. names: text that names it. identifiers: purls, CPEs, SWID tags.
    """

    place: Place
    node: dict[str, Any]
    ref: str | None
    facts: Mapping[str, str]
    properties: Mapping[str, str]
    names: tuple[str, ...]
    identifiers: tuple[str, ...]
    is_root: bool = False

    @property
    def label(self) -> str:
        """Name and version, else the key."""
        return f"{self.facts.get('name', '')} {self.facts.get('version', '')}".strip() or self.ref or str(self.place)


Edge = tuple[Place, str | None, list[tuple[Place, str]]]
"""Place of an entry, key of the component that it belongs to, and each key in it with its place."""


class Family(Protocol):
    """A format that can be redacted.

    Attributes:
        name: ``cyclonedx`` or ``spdx``. ref_key: field that holds the key of a component.
        part_needs: fields of a component that a policy cannot take by pointer.
    """

    name: str
    ref_key: str
    part_needs: frozenset[str]

    def parts(self, tree: Any) -> list[Part]:
        """Return all components, nested ones after their parent."""

    def root_ref(self, tree: Any) -> str | None:
        """Return the key of the described product."""

    def new_ref(self, number: int) -> str:
        """Return the key that a masked component gets."""

    def is_marked(self, tree: Any) -> bool:
        """Say whether the document was redacted before."""

    def field_places(self, part: Part, tree: Any, words: Sequence[str]) -> Iterable[tuple[Place, str | None]]:
        """Walk the places of fields, each with what stands there instead (None: nothing)."""

    def mark(self, place: Place, words: Sequence[str], timestamp: str) -> tuple[Place, Any]:
        """Return the mark of a masked component, and the list that it is appended to."""

    def document_marks(
        self, tree: Any, removed: int, affected: Sequence[str], timestamp: str
    ) -> Iterable[tuple[Place, Any]]:
        """Walk the marks of the document; ``affected``: keys of components that lost an edge."""

    def edges(self, tree: Any) -> Iterable[Edge]:
        """Walk every entry outside of components that names keys of components."""

    def edge_falls(self, place: Place, owner: str | None, refs: Sequence[tuple[Place, str]], hidden: set[str]) -> bool:
        """Say whether an entry goes as a whole when the ``hidden`` keys go."""

    def dependency_places(self, tree: Any, ref: str) -> list[Place]:
        """Return the entries that say what a component depends on."""

    def claims_that_fail(self, tree: Any, affected: set[str], root: str | None, any_removed: bool) -> list[Place]:
        """Return the statements of completeness that the view no longer bears out."""

    def belongings(self, tree: Any, hidden: set[str]) -> list[Place]:
        """Return what belongs to hidden components alone and would tell what they are."""

    def is_identity(self, place: Place) -> bool:
        """Say whether a leaf names a component."""

    def is_needed(self, place: Place) -> bool:
        """Say whether a leaf cannot go without making the document unusable."""

    def droppable(self, place: Place, tree: Any) -> Place:
        """Return what goes when a leaf goes: an object may not lose a field that it needs."""

    def is_mark(self, place: Place, added: Mapping[Place, Any]) -> bool:
        """Say whether an added leaf is part of a mark; ``added``: all added leaves of its unit."""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _items(node: Any, key: str) -> list[Any]:
    found = node.get(key) if isinstance(node, dict) else None
    return found if isinstance(found, list) else []


def _is_words(value: Any) -> bool:
    return isinstance(value, str) and bool(value) and all(word in _MARK_WORDS for word in value.split(" "))


def _is_count(value: Any) -> bool:
    return isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 8


def _is_pair(name: Any, value: Any) -> bool:
    return (name == WITHHELD and _is_words(value)) or (name == WITHHELD_COMPONENTS and _is_count(value))


def is_new_ref(value: Any) -> bool:
    """Say whether a value is a key that redaction made."""
    return isinstance(value, str) and _NEW_REF.fullmatch(value) is not None


class _CycloneDx:
    """CycloneDX JSON, 1.3 and newer: older versions have no place for marks."""

    name = "cyclonedx"
    ref_key = "bom-ref"
    part_needs = frozenset({"type", "name", "bom-ref"})
    _fields: Mapping[str, tuple[str, ...]] = {
        "name": ("group", "mime-type"),
        "version": ("version", "versionRange"),
        "identifier": ("purl", "cpe", "swid", "omniborId", "swhid"),
        "supplier": ("supplier", "manufacturer", "author", "authors", "publisher"),
        "hash": ("hashes",),
        "license": ("licenses",),
        "copyright": ("copyright",),
        "description": ("description", "tags"),
        "url": ("externalReferences",),
        "evidence": ("evidence", "pedigree", "releaseNotes", "signature"),
        "properties": ("properties", "modelCard", "data", "cryptoProperties"),
    }

    def parts(self, tree: Any) -> list[Part]:
        found: list[Part] = []
        metadata = tree.get("metadata")
        waiting: list[tuple[Place, Any]] = []
        waiting += [(("components", index), node) for index, node in enumerate(_items(tree, "components"))][::-1]
        if isinstance(metadata, dict) and isinstance(metadata.get("component"), dict):
            waiting.append((("metadata", "component"), metadata["component"]))
        while waiting:
            place, node = waiting.pop()
            if not isinstance(node, dict):
                continue
            found.append(self._part(place, node))
            inner = _items(node, "components")
            waiting.extend([((*place, "components", index), inner[index]) for index in range(len(inner) - 1, -1, -1)])
        return found

    def _part(self, place: Place, node: dict[str, Any]) -> Part:
        supplier = node.get("supplier")
        facts = {name: node[name] for name in ("purl", "name", "group", "version") if isinstance(node.get(name), str)}
        facts["kind"] = _text(node.get("type"))
        facts["ref"] = _text(node.get("bom-ref"))
        facts["supplier"] = _text(supplier.get("name")) if isinstance(supplier, dict) else ""
        swid = node.get("swid")
        identifiers = [_text(node.get("purl")), _text(node.get("cpe"))]
        identifiers.append(_text(swid.get("tagId")) if isinstance(swid, dict) else "")
        names = [facts.get("name", "")]
        if facts.get("group"):
            names += [f"{facts['group']}/{names[0]}", f"{facts['group']}:{names[0]}"]
        return Part(
            place=place,
            node=node,
            ref=facts["ref"] or None,
            facts=facts,
            properties={
                _text(each.get("name")): _text(each.get("value"))
                for each in _items(node, "properties")
                if isinstance(each, dict)
            },
            names=tuple(names),
            identifiers=tuple([text for text in identifiers if text]),
            is_root=place == ("metadata", "component"),
        )

    def root_ref(self, tree: Any) -> str | None:
        metadata = tree.get("metadata")
        component = metadata.get("component") if isinstance(metadata, dict) else None
        return (_text(component.get("bom-ref")) or None) if isinstance(component, dict) else None

    def new_ref(self, number: int) -> str:
        return f"withheld-{number}"

    def is_marked(self, tree: Any) -> bool:
        metadata = tree.get("metadata")
        nodes = [part.node for part in self.parts(tree)]
        nodes += [metadata] if isinstance(metadata, dict) else []
        return any(
            isinstance(each, dict) and each.get("name") in (WITHHELD, WITHHELD_COMPONENTS)
            for node in nodes
            for each in _items(node, "properties")
        ) or any(is_new_ref(node.get("bom-ref")) for node in nodes)

    def field_places(self, part: Part, tree: Any, words: Sequence[str]) -> Iterable[tuple[Place, str | None]]:
        for word in words:
            if word == "name" and isinstance(part.node.get("name"), str):
                yield (*part.place, "name"), MASKED_NAME
            for key in self._fields.get(word, ()):
                if key in part.node:
                    yield (*part.place, key), None
        if "hash" in words and "url" not in words:
            for index, each in enumerate(_items(part.node, "externalReferences")):
                if isinstance(each, dict) and "hashes" in each:
                    yield (*part.place, "externalReferences", index, "hashes"), None

    def mark(self, place: Place, words: Sequence[str], timestamp: str) -> tuple[Place, Any]:
        return (*place, "properties"), {"name": WITHHELD, "value": " ".join(words)}

    def document_marks(
        self, tree: Any, removed: int, affected: Sequence[str], timestamp: str
    ) -> Iterable[tuple[Place, Any]]:
        yield ("metadata", "properties"), {"name": WITHHELD_COMPONENTS, "value": str(removed)}
        # Without refs the statement is about the document as a whole.
        composition: dict[str, Any] = {"aggregate": "incomplete"}
        if affected:
            composition["dependencies"] = list(affected)
        if removed:
            yield ("compositions",), composition

    def edges(self, tree: Any) -> Iterable[Edge]:
        for index, each in enumerate(_items(tree, "dependencies")):
            if not isinstance(each, dict):
                continue
            place: Place = ("dependencies", index)
            owner = _text(each.get("ref")) or None
            refs: list[tuple[Place, str]] = [((*place, "ref"), owner)] if owner else []
            for key in ("dependsOn", "provides"):
                refs += [((*place, key, at), ref) for at, ref in enumerate(_items(each, key)) if isinstance(ref, str)]
            yield place, owner, refs
        yield from self._other_refs(tree)

    def _other_refs(self, tree: Any) -> Iterable[Edge]:
        """Refs elsewhere: compositions, vulnerabilities, annotations and whatever else points by ref."""
        known = {part.ref for part in self.parts(tree) if part.ref}
        for key in sorted(tree.keys() - {"components", "dependencies", "metadata"}):
            node = tree[key]
            for index, each in enumerate(node if isinstance(node, list) else []):
                refs = [
                    (place, value)
                    for place, value in iter_leaves(each, (key, index))
                    if isinstance(value, str) and value in known
                ]
                if refs:
                    yield (key, index), None, refs

    def edge_falls(self, place: Place, owner: str | None, refs: Sequence[tuple[Place, str]], hidden: set[str]) -> bool:
        if place[0] == "dependencies":
            return owner in hidden
        # What is only about removed components goes as a whole.
        return bool(refs) and all(ref in hidden for _, ref in refs)

    def dependency_places(self, tree: Any, ref: str) -> list[Place]:
        return [
            ("dependencies", index)
            for index, each in enumerate(_items(tree, "dependencies"))
            if isinstance(each, dict) and each.get("ref") == ref
        ]

    def claims_that_fail(self, tree: Any, affected: set[str], root: str | None, any_removed: bool) -> list[Place]:
        """Statements of completeness that the view no longer bears out."""
        found: list[Place] = []
        for index, each in enumerate(_items(tree, "compositions")):
            if not (any_removed and isinstance(each, dict) and each.get("aggregate") == "complete"):
                continue
            named = {ref for key in ("assemblies", "dependencies") for ref in _items(each, key) if isinstance(ref, str)}
            if not named or named & affected or root in named:
                found.append(("compositions", index))
        return found

    def belongings(self, tree: Any, hidden: set[str]) -> list[Place]:
        return []

    def is_identity(self, place: Place) -> bool:
        return _in_component(place) and place[-1] in ("name", "group", "purl", "cpe", "bom-ref", "version")

    def is_needed(self, place: Place) -> bool:
        return place in (("bomFormat",), ("specVersion",), ("serialNumber",), ("metadata",), ("version",)) or (
            _in_component(place) and place[-1] == "type"
        )

    def droppable(self, place: Place, tree: Any) -> Place:
        return _nearest_item(place, {"components", "dependencies"})

    def is_mark(self, place: Place, added: Mapping[Place, Any]) -> bool:
        value = added[place]
        if len(place) >= 3 and place[-3] == "properties" and place[-1] in ("name", "value"):
            holder = place[:-1]
            siblings = {at for at in added if at[: len(holder)] == holder}
            return siblings == {(*holder, "name"), (*holder, "value")} and _is_pair(
                added[(*holder, "name")], added[(*holder, "value")]
            )
        if place[-1] == "name":
            return _in_component(place) and value == MASKED_NAME
        return is_new_ref(value)


class _Spdx:
    """SPDX 2 JSON."""

    name = "spdx"
    ref_key = "SPDXID"
    part_needs = frozenset({"SPDXID", "name", "downloadLocation", "annotations"})
    _fields: Mapping[str, tuple[str, ...]] = {
        "name": ("packageFileName",),
        "version": ("versionInfo",),
        "identifier": ("externalRefs",),
        "supplier": ("supplier", "originator"),
        "hash": ("checksums", "packageVerificationCode"),
        "license": ("licenseComments", "licenseInfoFromFiles", "attributionTexts"),
        "copyright": (),
        "description": ("description", "summary", "comment"),
        "url": ("homepage",),
        "evidence": ("sourceInfo", "hasFiles", "builtDate", "releaseDate", "validUntilDate"),
        "properties": ("annotations",),
    }
    # Demanded by SPDX 2.2, where NOASSERTION is the only way to leave them open; the annotation says why.
    _forced: Mapping[str, tuple[str, ...]] = {
        "license": ("licenseConcluded", "licenseDeclared"),
        "copyright": ("copyrightText",),
        "url": ("downloadLocation",),
    }

    def parts(self, tree: Any) -> list[Part]:
        found = []
        for index, node in enumerate(_items(tree, "packages")):
            if isinstance(node, dict):
                found.append(self._part(("packages", index), node))
        return found

    def _part(self, place: Place, node: dict[str, Any]) -> Part:
        locators = {
            _text(each.get("referenceLocator")): _text(each.get("referenceType"))
            for each in _items(node, "externalRefs")
            if isinstance(each, dict)
        }
        facts = {"name": _text(node.get("name")), "version": _text(node.get("versionInfo"))}
        facts["kind"] = _text(node.get("primaryPackagePurpose")).lower().replace("_", "-")
        facts["ref"] = _text(node.get("SPDXID"))
        facts["supplier"] = re.sub(r"^(Organization|Person):\s*", "", _text(node.get("supplier")))
        for locator, kind in locators.items():
            if kind.rpartition("/")[2].lower() == "purl":
                facts.setdefault("purl", locator)
        properties: dict[str, str] = {}
        for each in _items(node, "annotations"):
            pair = _json_pair(each)
            if pair is not None:
                properties[pair[0]] = pair[1]
        return Part(
            place=place,
            node=node,
            ref=facts["ref"] or None,
            facts={name: text for name, text in facts.items() if text},
            properties=properties,
            names=(facts["name"],),
            identifiers=tuple([text for text in locators if text]),
        )

    def root_ref(self, tree: Any) -> str | None:
        described = [ref for ref in _items(tree, "documentDescribes") if isinstance(ref, str)]
        described += [
            _text(each.get("relatedSpdxElement"))
            for each in _items(tree, "relationships")
            if isinstance(each, dict) and each.get("relationshipType") == "DESCRIBES"
        ]
        distinct = list(dict.fromkeys(described))
        return distinct[0] if len(distinct) == 1 else None

    def new_ref(self, number: int) -> str:
        return f"SPDXRef-withheld-{number}"

    def is_marked(self, tree: Any) -> bool:
        annotations = [*_items(tree, "annotations")]
        for part in self.parts(tree):
            annotations += _items(part.node, "annotations")
            if is_new_ref(part.ref):
                return True
        return any(
            pair is not None and pair[0] in (WITHHELD, WITHHELD_COMPONENTS) for pair in map(_json_pair, annotations)
        )

    def field_places(self, part: Part, tree: Any, words: Sequence[str]) -> Iterable[tuple[Place, str | None]]:
        for word in words:
            if word == "name" and isinstance(part.node.get("name"), str):
                yield (*part.place, "name"), MASKED_NAME
            for key in self._fields.get(word, ()):
                if key in part.node:
                    yield (*part.place, key), None
            for key in self._forced.get(word, ()):
                if isinstance(part.node.get(key), str) and part.node[key] != "NOASSERTION":
                    yield (*part.place, key), "NOASSERTION"

    def mark(self, place: Place, words: Sequence[str], timestamp: str) -> tuple[Place, Any]:
        return (*place, "annotations"), _annotation(WITHHELD, " ".join(words), timestamp)

    def document_marks(
        self, tree: Any, removed: int, affected: Sequence[str], timestamp: str
    ) -> Iterable[tuple[Place, Any]]:
        yield ("annotations",), _annotation(WITHHELD_COMPONENTS, str(removed), timestamp)

    def edges(self, tree: Any) -> Iterable[Edge]:
        for index, each in enumerate(_items(tree, "relationships")):
            if isinstance(each, dict):
                place: Place = ("relationships", index)
                refs = [
                    ((*place, key), each[key])
                    for key in ("spdxElementId", "relatedSpdxElement")
                    if isinstance(each.get(key), str)
                ]
                yield place, None, refs
        for index, ref in enumerate(_items(tree, "documentDescribes")):
            if isinstance(ref, str):
                yield ("documentDescribes", index), None, [(("documentDescribes", index), ref)]

    def edge_falls(self, place: Place, owner: str | None, refs: Sequence[tuple[Place, str]], hidden: set[str]) -> bool:
        return any(ref in hidden for _, ref in refs)

    def dependency_places(self, tree: Any, ref: str) -> list[Place]:
        return [
            ("relationships", index)
            for index, each in enumerate(_items(tree, "relationships"))
            if isinstance(each, dict)
            and "DESCRI" not in _text(each.get("relationshipType"))
            and ref in (each.get("spdxElementId"), each.get("relatedSpdxElement"))
        ]

    def claims_that_fail(self, tree: Any, affected: set[str], root: str | None, any_removed: bool) -> list[Place]:
        return [
            ("relationships", index)
            for index, each in enumerate(_items(tree, "relationships"))
            if isinstance(each, dict)
            and each.get("relatedSpdxElement") == "NONE"
            and each.get("spdxElementId") in affected
        ]

    def belongings(self, tree: Any, hidden: set[str]) -> list[Place]:
        """Files of removed packages that no other package holds: their names would tell what was removed."""
        holders: dict[str, set[str]] = {}
        for part in self.parts(tree):
            for ref in _items(part.node, "hasFiles"):
                holders.setdefault(_text(ref), set()).add(part.ref or "")
        for each in _items(tree, "relationships"):
            if isinstance(each, dict) and each.get("relationshipType") == "CONTAINS":
                target = _text(each.get("relatedSpdxElement"))
                holders.setdefault(target, set()).add(_text(each.get("spdxElementId")))
        found: list[Place] = []
        gone: set[str] = set()
        for index, each in enumerate(_items(tree, "files")):
            ref = _text(each.get("SPDXID")) if isinstance(each, dict) else ""
            if ref and holders.get(ref) and holders[ref] <= hidden:
                found.append(("files", index))
                gone.add(ref)
        for index, each in enumerate(_items(tree, "relationships")):
            if isinstance(each, dict) and {each.get("spdxElementId"), each.get("relatedSpdxElement")} & gone:
                found.append(("relationships", index))
        return found

    def is_identity(self, place: Place) -> bool:
        if len(place) == 3 and place[0] in ("packages", "files"):
            return place[-1] in ("name", "SPDXID", "versionInfo", "fileName")
        return len(place) == 5 and place[2] == "externalRefs" and place[-1] == "referenceLocator"

    def is_needed(self, place: Place) -> bool:
        return (
            place[0] in ("spdxVersion", "SPDXID", "dataLicense", "documentNamespace", "creationInfo")
            or place == ("name",)
            or (len(place) == 3 and place[0] == "packages" and place[-1] == "downloadLocation")
        )

    def droppable(self, place: Place, tree: Any) -> Place:
        return _nearest_item(place, {"packages", "files"})

    def is_mark(self, place: Place, added: Mapping[Place, Any]) -> bool:
        value = added[place]
        if len(place) >= 3 and place[-3] == "annotations":
            holder = place[:-1]
            node = {at[-1]: added[at] for at in added if at[: len(holder)] == holder and len(at) == len(place)}
            pair = _json_pair(node)
            return (
                node.keys() == {"annotator", "annotationDate", "annotationType", "comment"}
                and node["annotationType"] == "OTHER"
                and _TIME.fullmatch(_text(node["annotationDate"])) is not None
                and pair is not None
                and _is_pair(*pair)
                and node["comment"] == _pair_text(*pair)
            )
        if len(place) == 3 and place[0] == "packages" and place[-1] == "name":
            return bool(value == MASKED_NAME)
        if len(place) == 3 and place[0] == "packages" and value == "NOASSERTION":
            return any(place[-1] in keys for keys in self._forced.values())
        return is_new_ref(value)


def _annotation(name: str, value: str, timestamp: str) -> dict[str, str]:
    return {
        "annotator": _ANNOTATOR,
        "annotationDate": timestamp,
        "annotationType": "OTHER",
        "comment": _pair_text(name, value),
    }


def _pair_text(name: str, value: str) -> str:
    return json.dumps({"name": name, "value": value})


def _json_pair(annotation: Any) -> tuple[str, str] | None:
    if not isinstance(annotation, dict) or annotation.get("annotator") != _ANNOTATOR:
        return None
    try:
        pair = json.loads(_text(annotation.get("comment")))
    except (ValueError, RecursionError):
        return None
    if isinstance(pair, dict) and isinstance(pair.get("name"), str) and isinstance(pair.get("value"), str):
        return pair["name"], pair["value"]
    return None


def _in_component(place: Place) -> bool:
    """Say whether a place is a field directly in a CycloneDX component."""
    if place[:2] == ("metadata", "component") and len(place) == 3:
        return True
    return len(place) >= 3 and place[-3] == "components" and isinstance(place[-2], int)


def _nearest_item(place: Place, holders: set[str]) -> Place:
    """Return the item of a list that a leaf is part of, but never a component: an object may not lose a field it needs."""
    for depth in range(len(place), 1, -1):
        if isinstance(place[depth - 1], int):
            return place[:depth] if place[depth - 2] not in holders else place
    return place


CYCLONEDX: Family = _CycloneDx()
SPDX: Family = _Spdx()


def family_of(tree: Any) -> Family | None:
    """Return the family of a JSON tree; None where it cannot be redacted."""
    if not isinstance(tree, dict):
        return None
    if tree.get("bomFormat") == "CycloneDX" and at_least(_text(tree.get("specVersion")), "1.3"):
        return CYCLONEDX
    version = tree.get("spdxVersion")
    if isinstance(version, str) and version.startswith("SPDX-2."):
        return SPDX
    return None
