"""CPE matching: whether a named product in some version falls under the configurations of a record.

Holds three-valued logic, so that what a document does not say never counts as no. Refuses nothing.

Sources: NIST IR 7696 (name matching, tables 6-1 to 6-4); NVD CVE API 2.0 (version ranges, AND, OR, negate, platforms).
"""

from collections.abc import Callable, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from kaname.ident.cpe import ANY, NA, Cpe, Relation, compare_values, parse_cpe, plain_value, quote_value
from kaname.knowledge.applicability import CPE_SCHEME, Configuration, CpeMatch, CpeNode
from kaname.versions import Undetermined, sort_key

_OPERATING_SYSTEM = "o"


class Truth(IntEnum):
    """Order matters: AND is the least, OR the greatest.

    ``UNDETERMINED``: versions could not be compared. ``POSSIBLE``: the document says less than the record asks for.
    """

    NO = 0
    UNDETERMINED = 1
    POSSIBLE = 2
    YES = 3

    def negated(self) -> "Truth":
        """Return the opposite; what is not known stays not known."""
        return {Truth.NO: Truth.YES, Truth.YES: Truth.NO}.get(self, self)


class Judgement(NamedTuple):
    """What a record says about a product: the truth, the criterion that the product met, and why it is only possible.

    ``doubt``: ``platform`` (the document does not say on what it runs), ``unspecific`` (its name says less than the
    criterion), else ``""``.
    """

    truth: Truth
    criterion: CpeMatch | None
    doubt: str = ""


class NamedProduct(NamedTuple):
    """A product to judge: its CPE name, and its version as the document writes it beside the name."""

    name: Cpe
    version: str


Platforms = Callable[[], Sequence[NamedProduct]]
"""Everything with a CPE name in the same document; called only where a record asks for a platform."""


def judge(configurations: Sequence[Configuration], product: NamedProduct, platforms: Platforms) -> Judgement:
    """Return the strongest statement that any configuration makes about a product.

    A configuration counts only where the product itself meets one of its vulnerable criteria: what is true of its
    surroundings alone says nothing about it.
    """
    best = Judgement(Truth.NO, None)
    for configuration in configurations:
        found = _judge_configuration(configuration, product, platforms)
        if found.truth > best.truth:
            best = found
    return best


def _judge_configuration(configuration: Configuration, product: NamedProduct, platforms: Platforms) -> Judgement:
    met = Judgement(Truth.NO, None)
    for node in configuration.nodes:
        for match in node.matches:
            if match.vulnerable:
                truth = meets(match, product)
                if truth > met.truth:
                    met = Judgement(truth, match, "unspecific" if truth is Truth.POSSIBLE else "")
    if met.truth is Truth.NO:
        return met
    truths = [_judge_node(node, product, platforms) for node in configuration.nodes]
    whole = (min if configuration.all_of else max)(truths)
    whole = whole.negated() if configuration.negate else whole
    truth = min(whole, met.truth)
    doubt = met.doubt or ("platform" if truth is Truth.POSSIBLE else "")
    return Judgement(truth, met.criterion, doubt) if truth is not Truth.NO else Judgement(Truth.NO, met.criterion)


def _judge_node(node: CpeNode, product: NamedProduct, platforms: Platforms) -> Truth:
    truths = [_judge_match(match, product, platforms) for match in node.matches]
    whole = (min if node.all_of else max)(truths)
    return whole.negated() if node.negate else whole


def _judge_match(match: CpeMatch, product: NamedProduct, platforms: Platforms) -> Truth:
    own = meets(match, product)
    if own is Truth.YES:
        return own
    wanted = _parsed(match.cpe)
    if (wanted.vendor, wanted.product) == (product.name.vendor, product.name.product) and match.vulnerable:
        return own
    return max(own, _judge_surroundings(match, wanted.part, platforms()))


def _judge_surroundings(match: CpeMatch, part: str, platforms: Sequence[NamedProduct]) -> Truth:
    """Say whether something else in the document meets a criterion.

    A document that names its operating system says which one it is; of hardware and further software it need not name all.
    """
    same_part = [entry for entry in platforms if entry.name.part in (part, ANY)]
    best = max((meets(match, entry) for entry in same_part), default=Truth.NO)
    if best is Truth.NO and not (part == _OPERATING_SYSTEM and same_part):
        return Truth.POSSIBLE
    return best


def meets(match: CpeMatch, product: NamedProduct) -> Truth:
    """Compare one criterion (the source of IR 7696) with a product (its target).

    ``YES`` where the criterion's name is equal to or a superset of the product's and the version lies in the range;
    ``POSSIBLE`` where the product's name leaves open what the criterion fixes.
    """
    source, target = _parsed(match.cpe), product.name
    if source.product != target.product and not _wild(source.product):
        return Truth.NO  # nearly every comparison ends here
    truth = Truth.YES
    for wanted, given in zip(_other_values(source), _other_values(target), strict=True):
        relation = compare_values(wanted, given)
        if relation is Relation.DISJOINT:
            return Truth.NO
        if relation is Relation.SUBSET:
            truth = min(truth, Truth.POSSIBLE)
        elif relation is Relation.UNDEFINED:
            truth = min(truth, Truth.UNDETERMINED)
    return min(truth, _meets_version(match, source, product))


def _other_values(name: Cpe) -> tuple[str, ...]:
    """Return the values that neither version nor update are."""
    values = name.values()
    return (*values[:3], *values[5:])


def _wild(value: str) -> bool:
    return "*" in value or "?" in value


def _meets_version(match: CpeMatch, source: Cpe, product: NamedProduct) -> Truth:
    given, update = product.name.version, product.name.update
    if given in (ANY, NA) and product.version:
        given, update = quote_value(product.version), ANY
    if match.ranged:
        return _in_range(match, given, update)
    if source.version == ANY and source.update == ANY:
        return Truth.YES
    if given == ANY:
        return Truth.YES if source.version == ANY else Truth.UNDETERMINED
    relation = compare_values(source.version, given)
    if relation is Relation.DISJOINT:
        joined = plain_value(source.version) + plain_value(source.update)
        return Truth.YES if source.update not in (ANY, NA) and plain_value(given) == joined else Truth.NO
    if relation is Relation.UNDEFINED:
        return Truth.UNDETERMINED
    by_update = compare_values(source.update, update)
    if by_update is Relation.SUBSET:
        # No update named beside an exact version: the release itself, or any of its updates.
        return Truth.POSSIBLE
    if by_update is Relation.UNDEFINED:
        return Truth.UNDETERMINED
    return Truth.NO if by_update is Relation.DISJOINT else Truth.YES


def _in_range(match: CpeMatch, given: str, update: str) -> Truth:
    if match.lower is None:
        return Truth.UNDETERMINED
    if given in (ANY, NA):
        return Truth.YES if match.lower == b"" and match.upper is None else Truth.UNDETERMINED
    text = plain_value(given) if update in (ANY, NA) else f"{plain_value(given)}-{plain_value(update)}"
    key = sort_key(CPE_SCHEME, text)
    if isinstance(key, Undetermined):
        return Truth.YES if match.lower == b"" and match.upper is None else Truth.UNDETERMINED
    return Truth.YES if match.lower <= key and (match.upper is None or key < match.upper) else Truth.NO


@lru_cache(maxsize=65_536)
def _parsed(text: str) -> Cpe:
    return parse_cpe(text, lenient=True)
