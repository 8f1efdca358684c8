"""Withholding parts of a document: which leaves go, what is put in their place, and the view that is left.

Works on the JSON tree of CycloneDX 1.3 or newer and SPDX 2, so that nothing of the document is lost on the way. What goes
is marked as withheld, never as unknown. Pure: commitments over the leaves are made in ``kaname.services.redact``.

What is withheld must not stand elsewhere: keys of withheld components are replaced or their edges removed, text that
holds a withheld purl, CPE or key goes too, and so does text that holds a withheld name, unless the policy only wants
it reported or the text names a component that stays; those places are ``mentions``.
"""

import re
from typing import Any

from msgspec import Struct, field

from kaname.errors import InputError, UnsupportedError
from kaname.sbom.json_tree import Place, find_place, iter_leaves, parse_pointer, pointer_text
from kaname.sbom.redaction_families import Family, Part, family_of
from kaname.sbom.redaction_policy import FIELDS, RedactionPolicy, selects

# A shorter name is too common a word to take every text that holds it for a mention.
MENTION_CHARACTERS = 6
_DROP = object()


class Plan(Struct):
    """What a policy does to a document.

    Attributes:
        family: the format. withheld: places whose whole subtree goes. replaced: leaf → what stands there instead.
        added: array → marks appended to it (the array is made where there is none).
        removed, masked: labels of components, for the supplier's eyes. mentions: places that still hold a withheld name.
        unmatched: indices of rules that selected nothing.
    """

    family: Family
    withheld: set[Place] = field(default_factory=set)
    replaced: dict[Place, str] = field(default_factory=dict)
    added: dict[Place, list[Any]] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    masked: list[str] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    unmatched: list[int] = field(default_factory=list)


class View(Struct):
    """What is left of a document.

    Attributes:
        tree: the redacted document. kept: original place of each leaf that stayed → its place in ``tree``.
        replaced: original places of the leaves in whose place something else stands.
    """

    tree: Any
    kept: dict[Place, Place] = field(default_factory=dict)
    replaced: set[Place] = field(default_factory=set)


def plan_redaction(tree: Any, policy: RedactionPolicy, *, timestamp: str) -> Plan:
    """Decide what goes.

    Args:
        tree: JSON of the whole document.
        timestamp: time for the marks, ISO 8601.

    Raises:
        UnsupportedError: ``sbom.redact_format``. InputError: ``sbom.redact_root``, ``sbom.redact_marked_already``.
    """
    family = family_of(tree)
    if family is None:
        raise UnsupportedError("sbom.redact_format", format=_format_text(tree))
    return _Planner(tree, policy, family, timestamp).plan()


def make_view(tree: Any, plan: Plan) -> View:
    """Return what is left under a plan. The tree itself is not changed."""
    view = View(tree=None)
    moved: dict[Place, Place] = {place[:-1]: place[:-1] for place in plan.added}
    view.tree = _copy(tree, (), (), plan, view, moved)
    for place, marks in plan.added.items():
        _append(view.tree, (*moved[place[:-1]], place[-1]), marks)
    return view


def _copy(node: Any, old: Place, new: Place, plan: Plan, view: View, moved: dict[Place, Place]) -> Any:
    if old in plan.withheld:
        return _DROP
    if old in plan.replaced:
        view.replaced.add(old)
        return plan.replaced[old]
    if old in moved:
        moved[old] = new
    if isinstance(node, dict) and node:
        made: dict[str, Any] = {}
        for key, inner in node.items():
            copied = _copy(inner, (*old, key), (*new, key), plan, view, moved)
            if copied is not _DROP:
                made[key] = copied
        return made or (_DROP if old else made)
    if isinstance(node, list) and node:
        items: list[Any] = []
        for index, inner in enumerate(node):
            copied = _copy(inner, (*old, index), (*new, len(items)), plan, view, moved)
            if copied is not _DROP:
                items.append(copied)
        return items or _DROP
    view.kept[old] = new
    return node


def _append(tree: Any, place: Place, marks: list[Any]) -> None:
    node = tree
    for depth, part in enumerate(place):
        if isinstance(node, dict) and part not in node:
            node[part] = [] if depth == len(place) - 1 else {}
        node = node[part]
    node.extend(marks)


def _format_text(tree: Any) -> str:
    if isinstance(tree, dict):
        for key in ("bomFormat", "spdxVersion", "@context"):
            if isinstance(tree.get(key), str):
                return f"{tree[key]} {tree.get('specVersion', '')}".strip()[:100]
    return "JSON"


class _Planner:
    """One policy over one document."""

    def __init__(self, tree: Any, policy: RedactionPolicy, family: Family, timestamp: str) -> None:
        self._tree = tree
        self._policy = policy
        self._family = family
        self._timestamp = timestamp
        self._plan = Plan(family=family)
        self._parts = family.parts(tree)
        self._root_ref = family.root_ref(tree)
        self._hidden_refs: set[str] = set()
        self._new_refs: dict[str, str] = {}
        self._bare_refs: set[str] = set()
        self._names: set[str] = set()
        self._strong: set[str] = set()
        self._unidentified: set[Place] = set()
        self._withheld_document: list[Place] = []

    def plan(self) -> Plan:
        if self._family.is_marked(self._tree):
            raise InputError("sbom.redact_marked_already")
        marks: dict[Place, tuple[str, ...]] = {}
        used: set[int] = set()
        removed: list[Place] = []
        for part in self._parts:
            if removed and any(part.place[: len(place)] == place for place in removed[-1:]):
                # Nested in a removed one, which in document order was the last.
                self._hide(part, FIELDS)
                if part.ref is not None:
                    self._hidden_refs.add(part.ref)
                self._plan.removed.append(part.label)
                continue
            rules = [
                index
                for index, rule in enumerate(self._policy.rules)
                if selects(rule.select, part.facts, part.properties)
            ]
            used.update(rules)
            if any(self._policy.rules[index].action == "remove" for index in rules):
                if part.is_root or (part.ref is not None and part.ref == self._root_ref):
                    raise InputError("sbom.redact_root", path=pointer_text(part.place))
                removed.append(part.place)
                self._remove(part)
            elif rules:
                masked = self._mask(part, rules)
                if masked:
                    marks[part.place] = masked
        self._plan.unmatched = [index for index in range(len(self._policy.rules)) if index not in used]
        self._document()
        affected = self._edges()
        self._mentions()
        for place, words in marks.items():
            array, mark = self._family.mark(place, words, self._timestamp)
            self._plan.added.setdefault(array, []).append(mark)
        if self._plan.removed or self._withheld_document:
            for array, mark in self._family.document_marks(
                self._tree, len(self._plan.removed), self._shown(affected), self._timestamp
            ):
                self._plan.added.setdefault(array, []).append(mark)
        return self._plan

    def _remove(self, part: Part) -> None:
        self._plan.withheld.add(part.place)
        self._plan.removed.append(part.label)
        self._hide(part, FIELDS)
        if part.ref is not None:
            self._hidden_refs.add(part.ref)

    def _mask(self, part: Part, rules: list[int]) -> tuple[str, ...]:
        wanted: set[str] = set()
        pointers: list[str] = []
        for index in rules:
            fields = self._policy.rules[index].fields
            wanted.update(each for each in fields if not each.startswith("/"))
            pointers += [each for each in fields if each.startswith("/")]
            if not fields:
                wanted.update(FIELDS)
        if wanted & {"name", "version"}:
            wanted.add("identifier")
        words = tuple([each for each in FIELDS if each in wanted])
        for place, instead in self._family.field_places(part, self._tree, words):
            if instead is None:
                self._plan.withheld.add(place)
            else:
                self._plan.replaced[place] = instead
        for pointer in pointers:
            found = find_place(part.node, parse_pointer(pointer) or ())
            if found and found[0] not in self._family.part_needs and found[0] != "components":
                self._plan.withheld.add((*part.place, *found))
                words = (*words, "other") if "other" not in words else words
        self._hide(part, words)
        if "identifier" in words:
            self._unidentified.add(part.place)
        if part.ref is not None and "identifier" in words:
            self._new_refs[part.ref] = self._family.new_ref(len(self._new_refs) + 1)
            self._plan.replaced[(*part.place, self._family.ref_key)] = self._new_refs[part.ref]
        if part.ref is not None and ("name" in words or "evidence" in words):
            # The names of its files would tell what it is.
            self._bare_refs.add(part.ref)
        if part.ref is not None and "dependencies" in words:
            self._plan.withheld.update(self._family.dependency_places(self._tree, part.ref))
        self._plan.masked.append(part.label)
        return words

    def _hide(self, part: Part, words: tuple[str, ...]) -> None:
        """Remember which text of a component may not stand elsewhere."""
        if "identifier" in words:
            self._strong.update(text for text in (*part.identifiers, part.ref or "") if len(text) >= MENTION_CHARACTERS)
        if "name" in words:
            self._names.update(text for text in part.names if text)

    def _document(self) -> None:
        for pointer in self._policy.document:
            found = find_place(self._tree, parse_pointer(pointer) or ())
            if found is None:
                continue
            if self._family.is_needed(found) or any(part.place[: len(found)] == found for part in self._parts):
                raise InputError("sbom.redact_pointer", path="document", pointer=pointer[:200])
            self._withheld_document.append(found)
            self._plan.withheld.add(found)
        # A signature was made over the whole: over a part of it, it is wrong.
        if "signature" in self._tree:
            self._plan.withheld.add(("signature",))

    def _edges(self) -> set[str]:
        """Take out edges to removed components and rename those to masked ones; return refs whose edges were lost."""
        affected: set[str] = set()
        for place, owner, refs in self._family.edges(self._tree):
            hidden = [(at, ref) for at, ref in refs if ref in self._hidden_refs]
            if self._family.edge_falls(place, owner, refs, self._hidden_refs):
                self._plan.withheld.add(place)
                affected.update(ref for _, ref in refs if ref not in self._hidden_refs)
                continue
            for at, _ in hidden:
                self._plan.withheld.add(at if isinstance(at[-1], int) else self._family.droppable(at, self._tree))
                if owner is not None:
                    affected.add(owner)
            for at, ref in refs:
                if ref in self._new_refs:
                    self._plan.replaced[at] = self._new_refs[ref]
        self._plan.withheld.update(
            self._family.claims_that_fail(self._tree, affected, self._root_ref, bool(self._hidden_refs))
        )
        self._plan.withheld.update(self._family.belongings(self._tree, self._hidden_refs | self._bare_refs))
        return affected

    def _shown(self, refs: set[str]) -> list[str]:
        known = {part.ref for part in self._parts}
        shown = {self._new_refs.get(ref, ref) for ref in refs if ref in known and ref not in self._hidden_refs}
        if self._root_ref is not None:
            shown.discard(self._new_refs.get(self._root_ref, self._root_ref))
        return sorted(shown)

    def _mentions(self) -> None:
        """Look for withheld text in what is left."""
        kept_names = {
            name
            for part in self._parts
            if not self._is_gone(part.place)
            for name in part.names
            if (*part.place, "name") not in self._plan.replaced
        }
        names = {name for name in self._names if name not in kept_names}
        long = {name for name in names if len(name) >= MENTION_CHARACTERS}
        strong = self._strong - {
            text for part in self._parts if not self._is_gone(part.place) for text in self._still_there(part)
        }
        if not strong and not names:
            return
        searched = strong | names
        pattern = re.compile(
            "|".join(re.escape(text) for text in sorted(searched, key=lambda text: (-len(text), text)))
        )
        waiting: list[Place] = []
        for place, value in iter_leaves(self._tree):
            if not isinstance(value, str) or self._is_gone(place) or place in self._plan.replaced:
                continue
            found = _found_words(pattern, value)
            if not found:
                continue
            must = any(text in strong for text in found)
            may = any(text in long for text in found) and self._policy.mentions == "withhold"
            if (must or may) and not self._family.is_identity(place) and not self._family.is_needed(place):
                waiting.append(place)
            elif must or any(text in names for text in found):
                self._plan.mentions.append(pointer_text(place))
        for place in waiting:
            self._plan.withheld.add(self._family.droppable(place, self._tree))

    def _still_there(self, part: Part) -> tuple[str, ...]:
        if part.place in self._unidentified:
            return ()
        return (*part.identifiers, part.ref or "")

    def _is_gone(self, place: Place) -> bool:
        return any(place[:depth] in self._plan.withheld for depth in range(1, len(place) + 1))


def _found_words(pattern: re.Pattern[str], value: str) -> set[str]:
    """Return the searched texts that stand in a value as words of their own."""
    found = set()
    for match in pattern.finditer(value):
        before, after = value[match.start() - 1 : match.start()], value[match.end() : match.end() + 1]
        if not (before.isalnum() or after.isalnum()):
            found.add(match[0])
    return found
