"""What the knowledge base holds of suppliers' statements, as statements like any other; trust decides whether they count."""

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from kaname.formats.csaf.statements.words import STATUS_OF_WORD
from kaname.ident.vulnerability_ids import id_key
from kaname.model.finding import Identity, ScanResult
from kaname.model.statement import JUSTIFICATIONS, ProductRef, Statement, StatementSource, Status
from kaname.model.vulnerability import SupplierStatement, Vulnerability
from kaname.triage.products import Key, keys_of_identity, keys_of_product


class _Said(NamedTuple):
    """What several products of one advisory may have in common."""

    record: str
    issuer: str
    modified: str
    vulnerability: str
    status: Status
    word: str
    justification: str


def statements_of_knowledge(
    vulnerabilities: Iterable[Vulnerability], *, named: Container[Key] | None = None
) -> tuple[Statement, ...]:
    """Return the statements that come with vulnerabilities, one per advisory, vulnerability, status and justification.

    What names no product by purl or CPE name is left out: it could be about anything. So is what does not say which of
    several vulnerabilities of an advisory it is about.

    Args:
        named: keys of products and components at hand; statements about others are left out. None: all are returned.

    Cost: one look at every statement about every vulnerability; large advisories hold 5,000.
    """
    found: list[Statement] = []
    for vulnerability in {id(one): one for one in vulnerabilities if one.statements}.values():
        groups: dict[_Said, list[ProductRef]] = {}
        names = {id_key(name) for name in (vulnerability.id, *vulnerability.aliases)}
        for one in vulnerability.statements:
            status = STATUS_OF_WORD.get(one.status)
            if status is None or not one.identifier or id_key(one.vulnerability) not in names:
                continue
            product = _product(one)
            if named is None or _is_named(product, named):
                said = _Said(
                    one.record, one.issuer, one.modified, one.vulnerability, status, one.status, one.justification
                )
                groups.setdefault(said, []).append(product)
        found += _statements(groups.items(), vulnerability)
    return tuple(found)


def keys_at_hand(result: ScanResult, product: Identity | None) -> frozenset[Key]:
    """Return the keys of all that a statement could be about in a result: products, components, what leads to them."""
    keys: set[Key] = set()
    for target in result.targets:
        for identity in target.identities.values():
            keys.update(keys_of_identity(identity, is_subject=False))
        for identity in target.ways.identities.values() if target.ways is not None else ():
            keys.update(keys_of_identity(identity, is_subject=False))
        if target.subject is not None:
            keys.update(keys_of_identity(target.subject, is_subject=True))
    if product is not None:
        keys.update(keys_of_identity(product, is_subject=True))
    return frozenset(keys)


def _statements(
    groups: Iterable[tuple[_Said, Sequence[ProductRef]]], vulnerability: Vulnerability
) -> Iterator[Statement]:
    for number, (said, products) in enumerate(groups):
        yield Statement(
            id=f"{said.record}#{vulnerability.id}.{number}",
            vulnerability=said.vulnerability,
            status=said.status,
            justification=next((one for one in JUSTIFICATIONS if one == said.justification), None),
            products=tuple(dict.fromkeys(products)),
            state_word=said.word,
            issuer=said.issuer,
            issued=said.modified,
            source=StatementSource(format="csaf", document=said.record, origin="knowledge"),
        )


def _product(one: SupplierStatement) -> ProductRef:
    inner = _named(one.identifier, one.version, is_range=one.is_range)
    if not one.within:
        return inner
    outer = _named(one.within, "", is_range=False)
    return ProductRef(id=outer.id, purls=outer.purls, cpes=outer.cpes, parts=(inner,))


def _named(text: str, version: str, *, is_range: bool) -> ProductRef:
    return ProductRef(
        id=text,
        version="" if is_range else version,
        # A range in words is no VERS text: whoever compares with it finds that it cannot be decided.
        versions=version if is_range else "",
        purls=(text,) if text.startswith("pkg:") else (),
        cpes=(text,) if text.startswith(("cpe:/", "cpe:2.3:")) else (),
    )


def _is_named(product: ProductRef, named: Container[Key]) -> bool:
    inner = product.parts[0] if product.parts else product
    return any(key in named for key in keys_of_product(inner))
