"""Matching of components by CPE name and by file hash, and CPE sources as a second opinion on what a package URL found.

Holds one question per product and per digest, remembered over documents. Refuses nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from kaname.errors import InputError
from kaname.ident.cpe import ANY, NA, parse_cpe
from kaname.knowledge.query import CpeCriterion, Knowledge
from kaname.matching.cpe import Judgement, NamedProduct, Platforms, Truth, judge
from kaname.matching.hits import MAX_OTHER_RANGES, Answer, Hit
from kaname.matching.methods import confidence_of
from kaname.matching.plan import CPE_INVALID, CPE_NOT_KNOWN, RANGE_UNDETERMINED, VERSION_MISSING
from kaname.model.finding import Match
from kaname.model.sbom import Component, Sbom

MAX_CPES = 64  # a component lists guesses of its CPE name; producers stop far below


class _Found(NamedTuple):
    criterion: CpeCriterion
    judgement: Judgement
    name: str


class CpeMatcher:
    """Asks a base by CPE name.

    Args:
        knowledge: asked once for each vendor and product.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._criteria: dict[tuple[str, str], Sequence[CpeCriterion]] = {}
        self._known: dict[tuple[str, str], bool] = {}

    def prepare(self, components: Iterable[Component]) -> None:
        """Ask for every product of the given components at once."""
        self._ask({pair for component in components for pair in map(_pair, named_products(component)[0])})

    def answer(self, component: Component, platforms: Platforms, *, criterion: str = "cpe") -> Answer:
        """Return what CPE sources say about a component; with a reason where they cannot say anything."""
        products, invalid = named_products(component)
        if not products:
            return Answer((), CPE_INVALID, invalid)
        self._ask(set(map(_pair, products)))
        by_group: dict[int, list[_Found]] = {}
        uncompared: list[_Found] = []
        for product in products:
            for entry in self._criteria[_pair(product)]:
                judgement = judge(entry.configurations, product, platforms)
                found = _Found(entry, judgement, f"{product.name.vendor}:{product.name.product}")
                if judgement.truth >= Truth.POSSIBLE:
                    by_group.setdefault(entry.group, []).append(found)
                elif judgement.truth is Truth.UNDETERMINED:
                    uncompared.append(found)
        hits = tuple(_hit(group, by_group[group], component, criterion) for group in sorted(by_group))
        if hits:
            return Answer(hits, uncompared=len(uncompared))
        if uncompared:
            missing = not component.version and all(product.name.version in (ANY, NA) for product in products)
            reason = VERSION_MISSING if missing else RANGE_UNDETERMINED
            return Answer((), reason, None if missing else uncompared[0].criterion.record, len(uncompared))
        if not any(self._is_known(_pair(product)) for product in products):
            first = products[0].name
            return Answer((), CPE_NOT_KNOWN, f"{first.vendor}:{first.product}")
        return Answer()

    def disagreements(self, component: Component, groups: Iterable[int], platforms: Platforms) -> dict[int, list[str]]:
        """Return, by alias group, the CPE records that know the product and say that this version is not affected."""
        products, _ = named_products(component)
        wanted = set(groups)
        self._ask(set(map(_pair, products)))
        said: dict[int, dict[str, bool]] = {}
        for product in products:
            for entry in self._criteria[_pair(product)]:
                if entry.group in wanted:
                    truth = judge(entry.configurations, product, platforms).truth
                    text = f"{entry.record} ({entry.source})"
                    says_no = said.setdefault(entry.group, {})
                    says_no[text] = says_no.get(text, True) and truth is Truth.NO
        return {
            group: [text for text, says_no in records.items() if says_no]
            for group, records in said.items()
            if any(records.values())
        }

    def _ask(self, pairs: set[tuple[str, str]]) -> None:
        new = sorted(pair for pair in pairs if pair not in self._criteria)
        if new:
            self._criteria.update(dict.fromkeys(new, ()))
            self._criteria.update(self._knowledge.cpe_criteria(new))

    def _is_known(self, pair: tuple[str, str]) -> bool:
        if self._criteria[pair]:
            return True
        if pair not in self._known:
            self._known[pair] = self._knowledge.knows_product(*pair)
        return self._known[pair]


def named_products(component: Component) -> tuple[list[NamedProduct], str | None]:
    """Return the products that a component names by CPE, each once, and the first name that cannot be read, if any."""
    found: dict[NamedProduct, None] = {}
    invalid: str | None = None
    for text in component.cpes[:MAX_CPES]:
        try:
            name = parse_cpe(text, lenient=True)
        except InputError:
            invalid = invalid or text[:200]
            continue
        if name.product in (ANY, NA) or name.vendor == NA:
            invalid = invalid or text[:200]
            continue
        found[NamedProduct(name, component.version)] = None
    return list(found), invalid


def platforms_of(sbom: Sbom) -> Callable[[], Sequence[NamedProduct]]:
    """Return a function that gives everything with a CPE name in a document, collected when it is first asked for."""
    collected: list[NamedProduct] = []
    done = False

    def collect() -> Sequence[NamedProduct]:
        nonlocal done
        if not done:
            done = True
            for component in sbom.components:
                if component.cpes:
                    collected.extend(named_products(component)[0])
        return collected

    return collect


def answer_hashes(component: Component, digests: Mapping[str, Sequence[tuple[int, str, str]]]) -> tuple[Hit, ...]:
    """Return hits of a component whose file digests sources call affected.

    Args:
        digests: lower-case hex value → (group, record with source, what it is the digest of).
    """
    hits: dict[int, Hit] = {}
    for item in component.hashes:
        for group, record, label in digests.get(item.value.lower(), ()):
            match = Match(
                criterion="hash",
                source=record,
                range=label,
                scheme="",
                reason="matching.match.hash",
                compared=((item.algorithm, item.value),),
                confidence=confidence_of("hash"),
            )
            hits.setdefault(group, Hit(group, match, ()))
    return tuple(hits[group] for group in sorted(hits))


def _pair(product: NamedProduct) -> tuple[str, str]:
    return product.name.vendor, product.name.product


def _hit(group: int, found: list[_Found], component: Component, criterion: str) -> Hit:
    found = sorted(found, key=_preference)
    entry, judgement, name = found[0]
    met = judgement.criterion
    assert met is not None
    how = (
        f"cpe-{'platform-unknown' if judgement.doubt == 'platform' else 'unspecific'}" if judgement.doubt else criterion
    )
    described = f"{entry.record} ({entry.source})"
    others = dict.fromkeys(
        f"{other.criterion.record} ({other.criterion.source}): {other.judgement.criterion.text}"
        for other in found
        if other.judgement.criterion is not None
    )
    others.pop(f"{described}: {met.text}", None)
    match = Match(
        criterion=how,
        source=described,
        range=met.text,
        scheme="generic",
        reason=f"matching.match.{how}",
        compared=(("cpe", met.cpe), ("name", name), ("version", component.version)),
        others=tuple(others)[:MAX_OTHER_RANGES],
        confidence=confidence_of(how),
    )
    fixed = dict.fromkeys(item.judgement.criterion.fixed for item in found if item.judgement.criterion is not None)
    return Hit(group, match, tuple(version for version in fixed if version))


def _preference(found: _Found) -> tuple[int, bool, str, str]:
    """Prefer what is certain, then what names a fix; then by source and record for sameness."""
    met = found.judgement.criterion
    return (-found.judgement.truth, met is None or met.fixed is None, found.criterion.source, found.criterion.record)
