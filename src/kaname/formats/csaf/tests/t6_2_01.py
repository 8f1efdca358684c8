"""6.2.1 Unused definition of product ID."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.places import product_references
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield full product names to which nothing refers; informational advisories are left out."""
    if advisory.category == "csaf_informational_advisory":
        return
    used = {node.text for node in product_references(advisory)}
    for product in advisory.products:
        if product.id not in used:
            yield fault(product.node.get("product_id"), product=product.id)


TEST = CsafTest(id="6.2.1", versions=BOTH, check=check)
