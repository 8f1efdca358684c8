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

    Cost: linear in components and edges for every set of components that statements name; then one look-up per question.
    """

    def __init__(self, ways: Ways) -> None:
        self._ways = ways
        self._keys: dict[Key, list[str]] | None = None
        self._found: dict[tuple[int, bool], tuple[ProductRef, dict[Fit, frozenset[str]]]] = {}
        self._views: dict[frozenset[str], _View] = {}
        self._met: dict[tuple[str, frozenset[str]], frozenset[str]] = {}
        self._inverse: dict[str, list[str]] | None = None

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

    def passage(self, ref: str, others: frozenset[str]) -> Passage:
        """Return how a component is reached with regard to others (which do not contain it)."""
        view = self._views.get(others)
        if view is None:
            view = self._views[others] = self._view(others)
        if ref not in view.below:
            return Passage(_NOWHERE, view.way_to(ref))
        through = others if len(others) == 1 else self._nearest(ref, others)
        return Passage(through, view.way_to(ref))

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
