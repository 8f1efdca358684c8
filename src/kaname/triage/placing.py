"""Where a statement meets a finding: at the component, at the product as a whole, at a part of it, or on the way between.

A statement names a chain from the outside in: a product, a part of it, a part of that. Chains are held against what is at
hand: the product that the document describes, the components on the ways, the component with the finding. See ADR 0074.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from kaname.model.finding import Identity
from kaname.model.statement import ProductRef, Statement, Status
from kaname.triage.products import Fit, Key, keys_of_product, match_part, match_product
from kaname.triage.ways import WayFinder

Scope = Literal["component", "product", "part", "through"]
Place = Literal["fits", "other_version", "undetermined", "other_release", "unknown_product", "other_ways"]
# These say that nothing needs doing: one way that leads past them is one too many.
_REASSURING: frozenset[Status] = frozenset({"not_affected", "fixed"})


class Chain(NamedTuple):
    """A product of a statement, or a part of one with what it is in; ``links`` from the outside in, ``keys`` of each."""

    links: tuple[ProductRef, ...]
    keys: tuple[tuple[Key, ...], ...]


class Meeting(NamedTuple):
    """Where a statement meets a finding.

    Attributes:
        place: ``fits``; else why it does not count here. ``other_release``: the product is there in another version.
        through: components on the way for which it holds, nearest to the product first.
        past: a way that leads past them, from the top down to the component; empty where none does or it does not matter.
    """

    scope: Scope
    place: Place
    through: tuple[Identity, ...] = ()
    past: tuple[Identity, ...] = ()


class Hand(NamedTuple):
    """What is at hand. ``ref``: of the component; ``finder``: None where the ways to it are not known."""

    ref: str
    identity: Identity
    subject: Identity | None
    finder: WayFinder | None


def chains_of(product: ProductRef) -> Iterator[Chain]:
    """Yield the chains that a product of a statement stands for: one per innermost part, else the product itself."""
    keys = tuple(keys_of_product(product))
    if not product.parts:
        yield Chain((product,), (keys,))
    for part in product.parts:
        for inner in chains_of(part):
            yield Chain((product, *inner.links), (keys, *inner.keys))


def meet(chain: Chain, statement: Statement, hand: Hand) -> Meeting | None:
    """Return where a chain of a statement meets a finding; None where it has nothing to do with it."""
    direct = _direct(chain, hand)
    if direct is not None and direct.place == "fits":
        return direct
    through = _through(chain, statement, hand) if hand.finder is not None else None
    if through is None or (direct is not None and through.place != "fits" and direct.place != "unknown_product"):
        return direct
    return through


def _direct(chain: Chain, hand: Hand) -> Meeting | None:
    """Hold a chain against the component and the product alone."""
    whole = chain.links[0]
    if len(chain.links) == 1:
        fit = match_product(whole, hand.identity)
        scope: Scope = "component"
        if fit == "no" and hand.subject is not None:
            scope, fit = "product", match_product(whole, hand.subject, is_subject=True)
        return None if fit == "no" else Meeting(scope, fit)
    if len(chain.links) > 2 and hand.finder is not None:
        return None  # what lies between is looked for on the ways
    outer = _fit_of_subject(whole, hand.subject)
    part = chain.links[-1]
    same = is_same_document(whole, hand.subject)
    fit = match_part(part, hand.identity, same_document=same)
    if fit == "no" and same and hand.subject is not None and part.id and part.id == hand.subject.ref:
        # A link to the described product itself, by its own reference.
        return Meeting("product", "fits" if outer == "fits" else "other_version")
    if fit == "no":
        return None
    if fit != "fits":
        return None if outer == "no" and _is_identified(hand.subject) else Meeting("part", fit)
    if outer == "no":
        return None if _is_identified(hand.subject) else Meeting("part", "unknown_product")
    return Meeting("part", "other_release" if outer == "other_version" else outer)


def _through(chain: Chain, statement: Statement, hand: Hand) -> Meeting | None:
    """Hold a chain against the ways to the component, from the inside out."""
    assert hand.finder is not None
    whole = chain.links[0]
    outer = _fit_of_subject(whole, hand.subject)
    same = is_same_document(whole, hand.subject)
    at = len(chain.links) - 1
    if at and match_part(chain.links[-1], hand.identity, same_document=same) == "fits":
        at -= 1
    here: frozenset[str] = frozenset({hand.ref})
    place: Place = "fits"
    past: tuple[str, ...] = ()
    steps: list[str] = []
    while at >= 0 and not (at == 0 and outer != "no"):
        found = hand.finder.matching(chain.links[at], chain.keys[at], same_document=same)
        step = _step(hand.finder, here, found)
        if step is None:
            if 0 < at < len(chain.links) - 1 and outer != "no":
                # The document does not show this link: nothing says that the component is not reached without it.
                past = past or hand.finder.passage(hand.ref, frozenset()).past
                at -= 1
                continue
            if at or _is_identified(hand.subject) or not steps:
                return None
            place = "unknown_product"
            break
        fit, here, missed = step
        if fit != "fits" and place == "fits":
            place = fit
        past = past or missed
        steps = [*sorted(here), *steps]
        at -= 1
    if not steps and not past:
        return None
    if at == 0 and place == "fits" and outer != "fits":
        place = "other_release" if outer == "other_version" else "undetermined"
    if place == "fits" and past and statement.status in _REASSURING:
        place = "other_ways"
    identities = tuple(hand.finder.identity(ref) for ref in dict.fromkeys(steps))
    way = tuple(identity_at(ref, hand) for ref in past) if place == "other_ways" else ()
    return Meeting("through" if steps else "part", place, identities, way)


def _step(
    finder: WayFinder, here: frozenset[str], found: Mapping[Fit, frozenset[str]]
) -> tuple[Place, frozenset[str], tuple[str, ...]] | None:
    """Go up from where we are to what a link stands for: how it fits, which components it is, one way past them."""
    fits: Sequence[Fit] = ("fits", "undetermined", "other_version")
    for fit in fits:
        if fit not in found:
            continue
        passages = [finder.passage(ref, found[fit]) for ref in sorted(here)]
        reached = frozenset().union(*(one.through for one in passages))
        if reached:
            past = next((one.past for one in passages if one.past), ())
            return ("fits" if fit == "no" else fit), reached, past
    return None


def identity_at(ref: str, hand: Hand) -> Identity:
    """Return by what a component on a way can be recognised, the first and the last one included."""
    if ref == hand.ref:
        return hand.identity
    if hand.subject is not None and ref == hand.subject.ref:
        return hand.subject
    return hand.finder.identity(ref) if hand.finder is not None else Identity(ref=ref)


def is_same_document(whole: ProductRef, subject: Identity | None) -> bool:
    """Say whether references of a statement mean components of the document at hand."""
    return bool(whole.bom) and subject is not None and whole.bom == subject.serial


def _fit_of_subject(whole: ProductRef, subject: Identity | None) -> Fit:
    return "no" if subject is None else match_product(whole, subject, is_subject=True)


def _is_identified(subject: Identity | None) -> bool:
    return subject is not None and bool(subject.purls or subject.cpes or subject.hashes)
