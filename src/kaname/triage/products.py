"""Whether a product that a statement names is the one at hand: by purl, CPE name, hash, or SBOM serial number.

Names alone never make a component fit. A statement about another version of the same package does not fit, and that is a
result of its own: it is listed for review.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Literal

from kaname.errors import InputError
from kaname.ident.cpe import Cpe, Relation, compare_names, parse_cpe
from kaname.ident.purl import Purl, parse_purl
from kaname.model.finding import Identity
from kaname.model.statement import ProductRef
from kaname.versions import SCHEMES, Undetermined, compare
from kaname.versions.vers import contains_version, parse_vers

Fit = Literal["fits", "other_version", "undetermined", "no"]
Key = tuple[str, ...]

# Qualifier that limits a purl without version to a range (Package URL, known qualifiers).
_RANGE = "vers"
# From the most to the least that can be said, where several identifiers disagree.
_BEST: Mapping[Fit, int] = {"fits": 0, "undetermined": 1, "other_version": 2, "no": 3}


def keys_of_product(product: ProductRef) -> Iterator[Key]:
    """Yield the keys under which a product of a statement is found; versions are not part of them."""
    yield from _keys(product.purls, product.cpes)
    for one in product.hashes:
        yield ("hash", one.algorithm, one.value)
    if product.bom:
        yield ("bom", product.bom)
    if product.id:
        yield ("id", product.id)


def keys_of_identity(identity: Identity, *, is_subject: bool) -> Iterator[Key]:
    """Yield the keys of a component at hand, or of the product it is in."""
    yield from _keys(identity.purls, identity.cpes)
    for one in identity.hashes:
        yield ("hash", one.algorithm, one.value)
    if is_subject:
        if identity.serial:
            yield ("bom", identity.serial)
        if identity.name:
            yield ("id", identity.name)
            yield ("id", f"{identity.name}:{identity.version}")
            yield ("id", f"{identity.name}@{identity.version}")
    if identity.ref:
        yield ("id", identity.ref)


def match_product(product: ProductRef, identity: Identity, *, is_subject: bool = False) -> Fit:
    """Say whether a product of a statement is the one at hand.

    Args:
        is_subject: ``identity`` is the product that a document describes; only then names and serial numbers count.

    Returns:
        ``fits``; ``other_version``: the same package in a version that the statement is not about; ``undetermined``: the
        version cannot be compared with the range; ``no``.
    """
    fits: list[Fit] = []
    for one in product.hashes:
        if one in identity.hashes:
            return "fits"
    if is_subject and product.bom:
        if product.bom == identity.serial:
            return "fits"
        # A link is about the product of one document; a name is no identifier beyond it.
        if is_bom_link(product.id) or not (product.purls or product.cpes):
            return "no"
    fits += [_match_purl(one, product, identity) for one in product.purls]
    fits += [_match_cpe(one, product, identity) for one in product.cpes]
    if is_subject and not product.purls and not product.cpes:
        fits.append(_match_name(product, identity))
    return min(fits, key=_BEST.__getitem__, default="no")


def is_bom_link(text: str) -> bool:
    """Say whether an identifier is a BOM-Link: a reference into one document (CycloneDX, ``urn:cdx:``)."""
    return text.startswith("urn:cdx:")


def match_part(part: ProductRef, identity: Identity, *, same_document: bool) -> Fit:
    """Say whether a sub-component of a statement is the component at hand.

    Args:
        same_document: the statement is about the document at hand, so that its references mean components there.
    """
    fit = match_product(part, identity)
    if fit == "no" and same_document and part.id and part.id == identity.ref:
        return _match_version(part, identity.version, "")
    return fit


def _keys(purls: Iterable[str], cpes: Iterable[str]) -> Iterator[Key]:
    for text in purls:
        purl = _purl(text)
        if purl is not None:
            yield ("purl", purl.type, purl.full_name)
    for text in cpes:
        cpe = _cpe(text)
        if cpe is not None:
            yield ("cpe", cpe.vendor, cpe.product)


def _match_purl(text: str, product: ProductRef, identity: Identity) -> Fit:
    wanted = _purl(text)
    if wanted is None:
        return "no"
    best: Fit = "no"
    for one in identity.purls:
        found = _purl(one)
        if found is None or (found.type, found.full_name) != (wanted.type, wanted.full_name):
            continue
        if any(found.qualifiers.get(key) != value for key, value in wanted.qualifiers.items() if key != _RANGE):
            continue
        if wanted.subpath and wanted.subpath != found.subpath:
            continue
        version = found.version or identity.version
        if wanted.version is None:
            fit = _match_version(product, version, wanted.type, wanted.qualifiers.get(_RANGE, ""))
        elif is_same_version(wanted.type, wanted.version, version):
            fit = "fits"
        else:
            fit = "other_version"
        best = min(best, fit, key=_BEST.__getitem__)
    return best


def _match_cpe(text: str, product: ProductRef, identity: Identity) -> Fit:
    wanted = _cpe(text)
    if wanted is None:
        return "no"
    best: Fit = "no"
    for one in identity.cpes:
        found = _cpe(one)
        if found is None or (found.part, found.vendor, found.product) != (wanted.part, wanted.vendor, wanted.product):
            continue
        if compare_names(wanted, found) not in (Relation.EQUAL, Relation.SUPERSET):
            fit: Fit = "other_version"
        else:
            fit = _match_version(product, identity.version, "") if wanted.version == "*" else "fits"
        best = min(best, fit, key=_BEST.__getitem__)
    return best


def _match_name(product: ProductRef, identity: Identity) -> Fit:
    names = {product.id, product.name} - {""}
    if names & {f"{identity.name}:{identity.version}", f"{identity.name}@{identity.version}"}:
        return "fits"
    if not names & ({identity.name, identity.ref} - {""}):
        return "no"
    return _match_version(product, identity.version, "")


def _match_version(product: ProductRef, version: str, scheme: str, limit: str = "") -> Fit:
    """Compare with the range or version that the statement gives in or beside the identifier."""
    if product.versions or limit:
        inside = _contains(product.versions or limit, version)
        return "undetermined" if inside is None else "fits" if inside else "other_version"
    if product.version:
        return "fits" if is_same_version(scheme, product.version, version) else "other_version"
    return "fits"


@lru_cache(maxsize=65_536)
def is_same_version(scheme: str, left: str, right: str) -> bool:
    """Say whether two versions are the same: as text, or by the version order of a purl type."""
    if left == right:
        return True
    if not left or not right or scheme not in SCHEMES:
        return False
    answer = compare(scheme, left, right)
    return not isinstance(answer, Undetermined) and answer == 0


@lru_cache(maxsize=65_536)
def _contains(versions: str, version: str) -> bool | None:
    try:
        answer = contains_version(parse_vers(versions), version)
    except (InputError, KeyError):  # not a range, or of a scheme that nobody knows
        return None
    return None if isinstance(answer, Undetermined) else answer


@lru_cache(maxsize=262_144)
def _purl(text: str) -> Purl | None:
    try:
        return parse_purl(text)
    except InputError:
        return None


@lru_cache(maxsize=65_536)
def _cpe(text: str) -> Cpe | None:
    try:
        return parse_cpe(text, lenient=True)
    except InputError:
        return None
