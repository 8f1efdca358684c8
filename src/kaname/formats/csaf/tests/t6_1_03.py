"""6.1.3 Circular definition of product ID."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield every product that is put together from itself, directly or through others."""
    parts = {product.id: product.made_of for product in advisory.products if product.made_of}
    for product in advisory.products:
        if product.made_of and _reaches(product.id, parts):
            yield fault(product.node.get("product_id"), product=product.id)


def _reaches(start: str, parts: dict[str, tuple[str, ...]]) -> bool:
    """Say whether a product is among the parts of its parts. Without recursion: a chain may be long."""
    waiting, seen = list(parts[start]), set[str]()
    while waiting:
        product = waiting.pop()
        if product == start:
            return True
        if product not in seen:
            seen.add(product)
            waiting += parts.get(product, ())
    return False


TEST = CsafTest(id="6.1.3", versions=BOTH, check=check)
