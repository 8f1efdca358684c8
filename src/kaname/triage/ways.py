"""Which ways lead to a component, and whether they pass through others: how far a statement about B holds for C inside B.

Ways are those of one document, from its top to the component. A component that nothing leads to is a top of its own.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kaname.model.finding import Identity, Ways
from kaname.model.statement import ProductRef
from kaname.triage.products import Fit, Key, is_bom_link, keys_of_identity, match_part

_NOWHERE: frozenset[str] = frozenset()
_FITS: tuple[Fit, ...] = ("fits", "undetermined", "other_version")


class Passage(NamedTuple):
    """How a component is reached with regard to others.

    Attributes:
        through: those of the others that stand on a way to it, nearest only.
        past: one way that avoids them all, from the top to the component; empty where every way passes through one.
    """

    through: frozenset[str]
    past: tuple[str, ...]


class WayFinder:
    """Answers questions about the ways in one document; remembers what it was asked.

    Cost: once per document about components² ÷ 64 words, 30 MB for 15,000 components; then one look-up per question. Where a
    statement fits several components of a document, linear in the document for every such set.
    """

    def __init__(self, ways: Ways) -> None:
        self._ways = ways
        self._keys: dict[Key, list[str]] | None = None
        self._found: dict[tuple[int, bool], tuple[ProductRef, dict[Fit, frozenset[str]]]] = {}
        self._views: dict[frozenset[str], _View] = {}
        self._met: dict[tuple[str, frozenset[str]], frozenset[str]] = {}
        self._inverse: dict[str, list[str]] | None = None
        self._made: _Sets | None = None

    def keys(self) -> Mapping[Key, list[str]]:
        """Return the refs of all components on ways, by the keys under which statements name them."""
        if self._keys is None:
            self._keys = {}
            for ref, identity in self._ways.identities.items():
                for key in keys_of_identity(identity, is_subject=False):
                    self._keys.setdefault(key, []).append(ref)
                if identity.serial:
                    self._keys.setdefault(("bom", identity.serial), []).append(ref)
        return self._keys

    def identity(self, ref: str) -> Identity:
        """Return by what a component on a way can be recognised."""
        return self._ways.identities.get(ref) or Identity(ref=ref)

    def matching(self, product: ProductRef, keys: Iterable[Key], *, same_document: bool) -> dict[Fit, frozenset[str]]:
        """Return the components on ways that a link of a statement stands for, by how well it fits.

        Args:
            keys: of the product (``keys_of_product``). same_document: its reference means a component of this document.
        """
        known = self._found.get((id(product), same_document))
        if known is None:
            found: dict[Fit, set[str]] = {}
            for ref in {ref for key in keys for ref in self.keys().get(key, ())}:
                found.setdefault(_fit(product, self.identity(ref), same_document), set()).add(ref)
            fits = {fit: frozenset(found[fit]) for fit in _FITS if fit in found}
            known = self._found[id(product), same_document] = (product, fits)
        return known[1]

    def are_above(self, others: Iterable[str], ref: str) -> bool:
        """Say whether any of some components stands on a way to another."""
        sets = self._sets()
        here = sets.number.get(ref)
        above = sets.above[here] if here is not None else 0
        return any(above & sets.bit[other] for other in others if other in sets.bit)

    def passage(self, ref: str, others: frozenset[str]) -> Passage:
        """Return how a component is reached with regard to others (which do not contain it)."""
        if len(others) == 1:
            return self._passage_by_one(ref, next(iter(others)), others)
        view = self._seen_past(others)
        if ref not in view.below:
            return Passage(_NOWHERE, view.way_to(ref))
        return Passage(self._nearest(ref, others), view.way_to(ref))

    def _passage_by_one(self, ref: str, other: str, others: frozenset[str]) -> Passage:
        """Answer for one other, as almost every statement names one: from sets that are made once for the document."""
        sets = self._sets()
        bit = sets.bit.get(other, 0)
        here = sets.number.get(ref)
        if here is None or not sets.above[here] & bit:
            return Passage(_NOWHERE, self._seen_past(_NOWHERE).way_to(ref))
        if sets.always[here] & bit:
            return Passage(others, ())
        way = self._seen_past(_NOWHERE).way_to(ref)
        return Passage(others, way if other not in way else self._seen_past(others).way_to(ref))

    def _sets(self) -> "_Sets":
        """Return what stands above every component, and what stands on all of its ways (its dominators), as bit sets."""
        if self._made is None:
            below = self._below()
            refs = list(self._seen_past(_NOWHERE).past)
            refs += [ref for ref in self._ways.before if ref not in self._seen_past(_NOWHERE).past]
            number = {ref: index for index, ref in enumerate(refs)}
            before = [
                [number[one] for one in self._ways.before.get(ref, ())] if ref != self._ways.root else []
                for ref in refs
            ]
            above = [0] * len(refs)
            always = [(1 << len(refs)) - 1 if found else 1 << index for index, found in enumerate(before)]
            waiting = deque(range(len(refs)))
            queued = set(waiting)
            while waiting:  # ends: sets of what is above only grow, those of what is always passed only shrink
                here = waiting.popleft()
                queued.discard(here)
                if not before[here]:
                    continue
                higher, common = above[here], -1
                for one in before[here]:
                    higher |= above[one] | 1 << one
                    common &= always[one]
                common = common & always[here] | 1 << here
                if (higher, common) != (above[here], always[here]):
                    above[here], always[here] = higher, common
                    fresh = [number[one] for one in below.get(refs[here], ())]
                    waiting.extend(one for one in fresh if one not in queued)
                    queued.update(fresh)
            self._made = _Sets(number, {ref: 1 << index for ref, index in number.items()}, above, always)
        return self._made

    def _seen_past(self, others: frozenset[str]) -> "_View":
        view = self._views.get(others)
        if view is None:
            view = self._views[others] = self._view(others)
        return view

    def _view(self, others: frozenset[str]) -> "_View":
        """Go down once from the tops past the others, and once from the others: every component is then answered."""
        below = self._below()
        before = self._ways.before
        tops = [ref for ref in (*before, *below) if not before.get(ref) or ref == self._ways.root]
        past: dict[str, str] = {ref: "" for ref in tops if ref not in others}
        waiting = deque(past)
        while waiting:
            here = waiting.popleft()
            for one in below.get(here, ()):
                if one not in past and one not in others:
                    past[one] = here
                    waiting.append(one)
        found: set[str] = set()
        waiting = deque(others)
        while waiting:
            for one in below.get(waiting.popleft(), ()):
                if one not in found:
                    found.add(one)
                    waiting.append(one)
        return _View(past, found)

    def _below(self) -> Mapping[str, list[str]]:
        if self._inverse is None:
            self._inverse = {}
            for ref, above in self._ways.before.items():
                if ref != self._ways.root:  # what stands above the product is no way to anything
                    for one in above:
                        self._inverse.setdefault(one, []).append(ref)
        return self._inverse

    def _nearest(self, ref: str, others: frozenset[str]) -> frozenset[str]:
        """Return those of the others that are met first on the way up from a component."""
        key = (ref, others)
        known = self._met.get(key)
        if known is None:
            met: set[str] = set()
            seen = {ref}
            waiting = deque(seen)
            while waiting:
                here = waiting.popleft()
                for one in self._ways.before.get(here, ()) if here != self._ways.root else ():
                    if one in others:
                        met.add(one)
                    elif one not in seen:
                        seen.add(one)
                        waiting.append(one)
            known = self._met[key] = frozenset(met)
        return known


class _Sets(NamedTuple):
    """By ``number`` of a component: what is ``above`` it and what is ``always`` passed on the way to it, as ``bit`` sets."""

    number: dict[str, int]
    bit: dict[str, int]
    above: list[int]
    always: list[int]


class _View(NamedTuple):
    """A document as seen past some components: ``past``: what is reached without them, from where; ``below``: them."""

    past: dict[str, str]
    below: set[str]

    def way_to(self, ref: str) -> tuple[str, ...]:
        way: list[str] = []
        here = ref if ref in self.past else ""
        while here:
            way.append(here)
            here = self.past[here]
        return tuple(reversed(way))


def label_of(identity: Identity) -> str:
    """Return what a component is called where people compare documents: its purl, else name and version, else its ref."""
    named = f"{identity.name}@{identity.version}" if identity.version else identity.name
    return (identity.purls or (named or identity.ref,))[0]


def _fit(product: ProductRef, identity: Identity, same_document: bool) -> Fit:
    if product.bom and product.bom == identity.serial:
        return "fits"
    # A link into the bill of materials of another product names nothing here.
    return "no" if is_bom_link(product.id) else match_part(product, identity, same_document=same_document)
