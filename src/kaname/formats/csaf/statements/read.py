"""Read statements out of CSAF: one per vulnerability, status, justification, impact and remediation that products share.

Sub-components come from relationships (``default_component_of``, ``installed_on`` …): the product related to is the product,
the product referred to is its part. Source: CSAF 2.0 and 2.1, 3.2.2 and 3.2.3; profile 4.5 (VEX).
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from kaname.errors import InputError
from kaname.formats.csaf.document import CsafDocument, FlatProduct, Vulnerability
from kaname.formats.csaf.read import read_csaf
from kaname.formats.csaf.statements.words import STATUS_OF_WORD
from kaname.formats.vex_text import problem_from
from kaname.model.sbom import Hash, Problem
from kaname.model.statement import (
    JUSTIFICATIONS,
    Justification,
    ProductRef,
    Statement,
    StatementSource,
    Status,
    VexDocument,
)

# Products made of products made of products: published trees have one step, rarely two.
_STEPS_MAX = 8


class _Said(NamedTuple):
    """What several products may have in common."""

    status: Status
    word: str
    flag: str
    impact: str
    action: str


def read_csaf_vex(data: bytes) -> VexDocument:
    """Read the statements of a CSAF document of any profile.

    Args:
        data: JSON, unpacked.

    Raises:
        InputError: ``formats.*`` (not JSON), ``csaf.not_csaf``. UnsupportedError: ``csaf.version``.
    """
    document = read_csaf(data)
    statements: list[Statement] = []
    problems: list[Problem] = []
    products = {name: _product(document, name) for name in _named(document)}
    for index, vulnerability in enumerate(document.vulnerabilities):
        try:
            statements += _statements(document, vulnerability, index, products)
        except InputError as error:
            problems.append(problem_from(error))
    return VexDocument(
        format="csaf",
        spec_version=document.version,
        id=document.tracking.id,
        version=document.tracking.version,
        issuer=document.publisher.name,
        issued=document.tracking.current_release_date,
        data=data,
        sha256=document.sha256,
        statements=tuple(statements),
        problems=tuple(problems),
    )


def _statements(
    document: CsafDocument, vulnerability: Vulnerability, index: int, products: Mapping[str, ProductRef]
) -> Iterable[Statement]:
    path = f"vulnerabilities[{index}]"
    names = [name for name in (vulnerability.cve, *(one.text for one in vulnerability.ids)) if name]
    if not names:
        raise InputError("vex.no_vulnerability", path=path)
    groups: dict[_Said, list[str]] = {}
    for word, members in vulnerability.status.items():
        status = STATUS_OF_WORD.get(word)
        if status is None:
            continue
        for product in members:
            groups.setdefault(_said(vulnerability, status, word, product), []).append(product)
    for number, (said, grouped) in enumerate(groups.items()):
        yield Statement(
            id=f"{document.tracking.id or document.sha256[:16]}#{index}.{number}",
            vulnerability=names[0],
            aliases=tuple(dict.fromkeys(names[1:])),
            status=said.status,
            justification=_justification(said.flag),
            products=tuple(products[name] for name in grouped),
            impact=said.impact,
            action=said.action,
            state_word=said.word,
            issuer=document.publisher.name,
            role=document.publisher.category,
            issued=document.tracking.initial_release_date,
            updated=document.tracking.current_release_date,
            source=StatementSource(
                format="csaf",
                document=document.tracking.id,
                version=document.tracking.version,
                sha256=document.sha256,
                path=path,
            ),
        )


def _said(vulnerability: Vulnerability, status: Status, word: str, product: str) -> _Said:
    flags = [one.label for one in vulnerability.flags if product in one.products]
    impacts = [one.details for one in vulnerability.threats if one.category == "impact" and product in one.products]
    actions = [one.details for one in vulnerability.remediations if product in one.products]
    return _Said(
        status,
        word,
        flags[0] if flags and status == "not_affected" else "",
        "\n\n".join(impacts),
        "\n\n".join(dict.fromkeys(actions)),
    )


def _justification(flag: str) -> Justification | None:
    return next((one for one in JUSTIFICATIONS if one == flag), None)


def _named(document: CsafDocument) -> dict[str, None]:
    return dict.fromkeys(
        name for one in document.vulnerabilities for members in one.status.values() for name in members
    )


def _product(document: CsafDocument, name: str) -> ProductRef:
    """Return a product; one that a relationship makes is the product at its end, each step before it a part of the next."""
    links = _links(document, name, {})
    whole, own = links[0], document.products.get(name)
    if len(links) == 1:
        return whole
    part = links[-1]
    for link in reversed(links[1:-1]):
        part = replace(link, parts=(part,))
    return replace(whole, id=name, name=own.name if own is not None and own.name else whole.name, parts=(part,))


def _links(document: CsafDocument, name: str, above: dict[str, None]) -> list[ProductRef]:
    """Return what a product is put together of, from the outside in; itself where it is identified or made of nothing."""
    own = document.products.get(name)
    made = next((one for one in document.relationships if one.product == name), None)
    is_identified = own is not None and bool(own.purls or own.cpes or own.hashes)
    if made is None or not made.steps or is_identified or name in above or len(above) >= _STEPS_MAX:
        return [_flat(own, name)]
    inside = {**above, name: None}  # a product made of itself (forbidden by test 6.1.3) ends there
    return [
        link
        for inner in reversed([made.begin, *(step[1] for step in made.steps)])
        for link in _links(document, inner, inside)
    ]


def _flat(product: FlatProduct | None, name: str) -> ProductRef:
    if product is None:
        return ProductRef(id=name)
    last = dict(product.branches)
    given = last.get("product_version_range", "")
    return ProductRef(
        id=product.id,
        name=product.name or last.get("product_name", ""),
        version=last.get("product_version", ""),
        versions=given if given.startswith("vers:") else "",
        purls=product.purls,
        cpes=product.cpes,
        hashes=tuple(Hash(_ALGORITHMS.get(one.algorithm, one.algorithm.upper()), one.value) for one in product.hashes),
    )


_ALGORITHMS = {"sha256": "SHA-256", "sha384": "SHA-384", "sha512": "SHA-512", "sha1": "SHA-1", "md5": "MD5"}
