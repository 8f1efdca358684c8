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

    Cost: a question walks the components above one component once.
    """

    def __init__(self, ways: Ways) -> None:
        self._ways = ways
        self._keys: dict[Key, list[str]] | None = None
        self._found: dict[tuple[int, bool], tuple[ProductRef, dict[Fit, frozenset[str]]]] = {}
        self._passages: dict[tuple[str, frozenset[str]], Passage] = {}

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
        key = (ref, others)
        found = self._passages.get(key)
        if found is None:
            found = self._passages[key] = self._walk(ref, others)
        return found

    def _walk(self, ref: str, others: frozenset[str]) -> Passage:
        """Go up from a component, stopping at the others; whoever comes to a top has gone past them."""
        through: set[str] = set()
        below: dict[str, str] = {ref: ""}
        waiting = deque((ref,))
        top = ""
        while waiting:
            here = waiting.popleft()
            above = self._ways.before.get(here, ())
            if not top and (not above or here == self._ways.root):
                top = here
            if here == self._ways.root:
                continue
            for one in above:
                if one in others:
                    through.add(one)
                elif one not in below:
                    below[one] = here
                    waiting.append(one)
        past: list[str] = []
        while top:
            past.append(top)
            top = below[top]
        return Passage(frozenset(through) if through else _NOWHERE, tuple(past))


def label_of(identity: Identity) -> str:
    """Return what a component is called where people compare documents: its purl, else name and version, else its ref."""
    named = f"{identity.name}@{identity.version}" if identity.version else identity.name
    return (identity.purls or (named or identity.ref,))[0]


def _fit(product: ProductRef, identity: Identity, same_document: bool) -> Fit:
    if product.bom and product.bom == identity.serial:
        return "fits"
    # A link into the bill of materials of another product names nothing here.
    return "no" if is_bom_link(product.id) else match_part(product, identity, same_document=same_document)
