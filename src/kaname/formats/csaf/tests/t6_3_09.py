"""6.3.9 Branch categories."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield products without vendor, name and version above them, in that order."""
    for product in advisory.products:
        if product.branches:
            categories = iter([branch.get("category").text for branch in product.branches])
            if not all(wanted in categories for wanted in ("vendor", "product_name", "product_version")):
                yield fault(product.node, product=product.id)


TEST = CsafTest(id="6.3.9", versions=BOTH, check=check)
