"""6.1.2 Multiple definition of product ID."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield every full product name whose product id was defined before."""
    seen: set[str] = set()
    for product in advisory.products:
        if product.id in seen:
            yield fault(product.node.get("product_id"), product=product.id)
        seen.add(product.id)


TEST = CsafTest(id="6.1.2", versions=BOTH, check=check)
