"""The product tree of CSAF: products by id, with names, version or range, and identifiers.

Holds the flattening of branches and relationships. Refuses nothing: an entry of the wrong form is left out.

Source: CSAF 2.0, 3.2.2 (product tree), 3.1.2 (branches), 3.1.3.3 (identification helper); CSAF 2.1 adds ``purls``.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeVar

import msgspec
from msgspec import Struct

DEPTH_MAX = 32  # real trees are at most 6 deep
PRODUCTS_MAX = 100_000  # the largest published document (all platforms of one distribution) lists about 30,000
Value = TypeVar("Value")
RANGE_CATEGORY, VERSION_CATEGORY = "product_version_range", "product_version"


class Product(NamedTuple):
    """One product.

    Attributes:
        id, name: as the document writes them. vendor, product, version: names of the branches above, ``""`` where absent.
        is_range: True where ``version`` is a range in words or VERS.
        cpe, purls, hashes: identifiers; ``hashes`` are (algorithm, value, file name).
        is_combined: True for a product installed on or inside another one: it says nothing about either alone.
        within: purl, CPE name, else name of that other one.
    """

    id: str
    name: str
    vendor: str
    product: str
    version: str
    is_range: bool
    cpe: str
    purls: tuple[str, ...]
    hashes: tuple[tuple[str, str, str], ...]
    is_combined: bool = False
    within: str = ""


class _FileHash(Struct):
    algorithm: str = ""
    value: str = ""


class _Hashes(Struct):
    file_hashes: list[_FileHash] | None = None
    filename: str = ""


class _Helper(Struct):
    cpe: str | None = None
    purl: str | None = None
    purls: list[str] | None = None
    hashes: list[_Hashes] | None = None


class _FullName(Struct):
    product_id: str
    name: str = ""
    product_identification_helper: _Helper | None = None


class _Branch(Struct):
    category: str = ""
    name: str = ""
    product: _FullName | None = None
    branches: list[Any] | None = None


class _Relationship(Struct):
    full_product_name: _FullName
    product_reference: str = ""
    relates_to_product_reference: str = ""


class ProductTree(Struct):
    """``product_tree`` as decoded from JSON."""

    branches: list[Any] | None = None
    full_product_names: list[Any] | None = None
    relationships: list[Any] | None = None


def products_of(tree: ProductTree | None) -> dict[str, Product]:
    """Return the products of a tree by id; the first of two with one id counts."""
    found: dict[str, Product] = {}
    if tree is None:
        return found
    for product in _walk(tree.branches or (), {}, 0):
        if len(found) >= PRODUCTS_MAX:
            return found
        found.setdefault(product.id, product)
    for raw in tree.full_product_names or ():
        full = _convert(raw, _FullName)
        if full:
            found.setdefault(full.product_id, _product(full, {}))
    for raw in tree.relationships or ():
        relation = _convert(raw, _Relationship)
        if relation is None:
            continue
        inner = found.get(relation.product_reference)
        full = relation.full_product_name
        product = _product(full, {})
        if inner:
            purls, hashes = product.purls or inner.purls, product.hashes or inner.hashes
            product = product._replace(product=inner.product, version=inner.version, purls=purls, hashes=hashes)
        outer = found.get(relation.relates_to_product_reference)
        within = (outer.purls or (outer.cpe or outer.name or outer.id,))[0] if outer else ""
        within = within or relation.relates_to_product_reference
        found.setdefault(full.product_id, product._replace(is_combined=True, within=within))
    return found


def _walk(branches: Any, above: dict[str, str], depth: int) -> Iterator[Product]:
    if depth > DEPTH_MAX or not isinstance(branches, (list, tuple)):
        return
    for raw in branches:
        branch = _convert(raw, _Branch)
        if branch is None:
            continue
        here = {**above, branch.category: branch.name}
        if branch.product is not None:
            yield _product(branch.product, here)
        yield from _walk(branch.branches or (), here, depth + 1)


def _product(full: _FullName, names: dict[str, str]) -> Product:
    helper = full.product_identification_helper or _Helper()
    is_range = RANGE_CATEGORY in names
    return Product(
        id=full.product_id,
        name=full.name,
        vendor=names.get("vendor", ""),
        product=names.get("product_name", ""),
        version=names.get(RANGE_CATEGORY) or names.get(VERSION_CATEGORY, ""),
        is_range=is_range,
        cpe=helper.cpe or "",
        purls=tuple(dict.fromkeys((*((helper.purl,) if helper.purl else ()), *(helper.purls or ())))),
        hashes=tuple(
            (item.algorithm, item.value, entry.filename)
            for entry in helper.hashes or ()
            for item in entry.file_hashes or ()
        ),
    )


def _convert(raw: Any, kind: type[Value]) -> Value | None:
    try:
        return msgspec.convert(raw, kind)
    except (msgspec.ValidationError, RecursionError):
        return None
