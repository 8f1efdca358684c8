"""Candidates for components without identifier: which known product may be meant by a name, a supplier and a version.

Holds the comparison of folded names. Never gives a finding: a person confirms or rejects, and the verdict is used again.

The score, 0 to 100: 70 parts similarity of the product names, 30 parts similarity of the suppliers; where the component names
no supplier, the similarity of the product names less 10, because a name alone leaves more open. Similarity is the greater of
the edit ratio without spaces and the edit ratio of the words in order of the alphabet (rapidfuzz ``ratio`` and
``token_sort_ratio``), compared with the name in words and with the word of the CPE name, whichever is nearer. A supplier
whose words all occur in the other's name counts 95.
"""

from collections.abc import Iterable, Mapping, Sequence

from kaname.errors import InputError
from kaname.ident.cpe import ANY, Cpe, format_cpe, parse_cpe, plain_value, quote_value
from kaname.ident.names import compact, product_key, supplier_key
from kaname.ident.purl import parse_purl
from kaname.knowledge.query import Knowledge, NamedCpe
from kaname.model.identity import Candidate, IdentityVerdict
from kaname.model.sbom import Component

NAME_PARTS, SUPPLIER_PARTS = 0.7, 0.3
WITHOUT_SUPPLIER = 10.0
SCORE_MIN = 60.0
CANDIDATES_MAX = 5
CONSIDERED_MAX = 200  # products with the most trigrams in common; the right one is among the first few dozen
_CONTAINED = 95.0


def find_candidates(
    knowledge: Knowledge, *, name: str, supplier: str = "", version: str = "", limit: int = CANDIDATES_MAX
) -> tuple[Candidate, ...]:
    """Return the products that may be meant, best first; nothing where none scores at least ``SCORE_MIN``.

    Args:
        knowledge: asked for products with similar names.
        name, supplier, version: as the document writes them; ``supplier`` and ``version`` may be ``""``.
        limit: at most so many.

    Cost: about 30 milliseconds, nearly all of it the search for trigrams.
    """
    wanted, maker = product_key(name), supplier_key(supplier) if supplier.strip() else ""
    if not wanted:
        return ()
    best: dict[tuple[str, str, str], Candidate] = {}
    for product in knowledge.similar_products(wanted, CONSIDERED_MAX):
        candidate = _candidate(product, wanted, maker, version)
        key = (product.part, product.vendor, product.product)
        if candidate.score >= SCORE_MIN and (key not in best or candidate.score > best[key].score):
            best[key] = candidate
    return tuple(sorted(best.values(), key=lambda item: (-item.score, item.cpe)))[:limit]


def _candidate(product: NamedCpe, wanted: str, maker: str, version: str) -> Candidate:
    vendor, word = plain_value(product.vendor), plain_value(product.product)
    names = [product_key(product.product_name), product_key(word)]
    # Products are often written with their maker before them.
    prefixes = {supplier_key(product.vendor_name), supplier_key(vendor), maker} - {""}
    wanted_forms = {wanted, *_without(wanted, prefixes)}
    forms = {form for name in names for form in (name, *_without(name, prefixes))}
    name_score = max(_similarity(left, right) for left in wanted_forms for right in forms)
    supplier_score = None
    if maker:
        suppliers = (supplier_key(product.vendor_name), supplier_key(vendor))
        supplier_score = max(_supplier_similarity(maker, other) for other in suppliers)
    score = (
        name_score - WITHOUT_SUPPLIER
        if supplier_score is None
        else NAME_PARTS * name_score + SUPPLIER_PARTS * supplier_score
    )
    cpe = Cpe(
        part=product.part,
        vendor=product.vendor,
        product=product.product,
        version=quote_value(version) if version.strip() else ANY,
    )
    return Candidate(
        cpe=format_cpe(cpe),
        vendor_name=product.vendor_name,
        product_name=product.product_name,
        score=round(max(0.0, score), 1),
        name_score=round(name_score, 1),
        supplier_score=None if supplier_score is None else round(supplier_score, 1),
    )


def _without(name: str, prefixes: Iterable[str]) -> list[str]:
    return [name[len(prefix) + 1 :] for prefix in prefixes if name.startswith(prefix + " ")]


def _similarity(left: str, right: str) -> float:
    from rapidfuzz import fuzz

    return max(fuzz.ratio(compact(left), compact(right)), fuzz.token_sort_ratio(left, right))


def _supplier_similarity(left: str, right: str) -> float:
    similarity = _similarity(left, right)
    if similarity >= _CONTAINED or not left or not right:
        return similarity
    first, second = set(left.split()), set(right.split())
    contained = first <= second or second <= first or compact(left) in compact(right) or compact(right) in compact(left)
    return _CONTAINED if contained and min(len(compact(left)), len(compact(right))) > 1 else similarity


def supplier_of(component: Component) -> str:
    """Return who provides a component as written: supplier, else manufacturer, publisher, group, or ``""``."""
    for party in (component.supplier, component.manufacturer):
        if party is not None and party.name.strip():
            return party.name
    return (component.publisher or "").strip() or component.group


class Identities:
    """Verdicts of persons, by folded name and supplier; later ones replace earlier ones about the same identifier.

    A verdict without supplier holds for components that name none.
    """

    def __init__(self, verdicts: Iterable[IdentityVerdict]) -> None:
        self._confirmed: dict[tuple[str, str], str] = {}
        self._rejected: dict[tuple[str, str], set[str]] = {}
        for verdict in verdicts:
            key = _key(verdict.name, verdict.supplier)
            identifier = comparable(verdict.identifier)
            if verdict.verdict == "confirmed":
                self._confirmed[key] = verdict.identifier
                self._rejected.get(key, set()).discard(identifier)
            else:
                self._rejected.setdefault(key, set()).add(identifier)
                if comparable(self._confirmed.get(key, "")) == identifier:
                    del self._confirmed[key]

    def __bool__(self) -> bool:
        return bool(self._confirmed or self._rejected)

    def confirmed(self, component: Component) -> str | None:
        """Return the confirmed identifier of a component with the component's version in it; None where there is none."""
        identifier = self._confirmed.get(_key(component.name, supplier_of(component)))
        return None if identifier is None else with_version(identifier, component.version)

    def without_rejected(self, name: str, supplier: str, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
        """Return candidates that nobody rejected for a component of this name and supplier."""
        rejected = self._rejected.get(_key(name, supplier), set())
        return tuple(item for item in candidates if comparable(item.cpe) not in rejected)


def _key(name: str, supplier: str) -> tuple[str, str]:
    return compact(product_key(name)), compact(supplier_key(supplier)) if supplier.strip() else ""


def comparable(identifier: str) -> str:
    """Return what of an identifier names the product: part, vendor, product of a CPE name; a purl without version."""
    try:
        if identifier.startswith("pkg:"):
            purl = parse_purl(identifier)
            return f"pkg:{purl.type}/{purl.full_name}"
        name = parse_cpe(identifier, lenient=True)
    except InputError:
        return identifier
    return f"cpe:{name.part}:{name.vendor}:{name.product}"


def with_version(identifier: str, version: str) -> str:
    """Return a CPE name or package URL with a version put into it; without a version it stays as it is."""
    if not version.strip():
        return identifier
    if identifier.startswith("pkg:"):
        base = identifier.partition("?")[0].partition("@")[0]
        return f"{base}@{version}"
    name = parse_cpe(identifier, lenient=True)
    values: Mapping[str, str] = {"version": quote_value(version), "update": ANY}
    return format_cpe(Cpe(**{**{field: getattr(name, field) for field in name.__struct_fields__}, **values}))
