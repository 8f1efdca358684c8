"""6.1.1 Missing definition of product ID."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.places import product_references
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield every reference to a product that no full product name defines."""
    for node in product_references(advisory):
        if node.text not in advisory.products_by_id:
            yield fault(node, product=node.text)


TEST = CsafTest(id="6.1.1", versions=BOTH, check=check)
