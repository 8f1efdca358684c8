"""6.1.1 Missing definition of product ID."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, NotRun, fault
from kaname.formats.csaf.extensions import defined_products
from kaname.formats.csaf.places import extension_items, product_references
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield every reference to a product that no full product name defines."""
    by_extensions: set[str] | None = None
    for node in product_references(advisory):
        if node.text in advisory.products_by_id:
            continue
        if by_extensions is None:
            by_extensions = {
                product for extension in extension_items(advisory) for product in defined_products(extension)
            }
        if node.text in by_extensions:
            yield NotRun(node.path, "defined_by_extension", {"product": node.text})
        else:
            yield fault(node, product=node.text)


TEST = CsafTest(id="6.1.1", versions=BOTH, check=check)
