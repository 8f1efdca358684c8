"""6.3.22 Nested product path."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield references of product paths to products that product paths define."""
    made = {product.id for product in advisory.products if product.made_of}
    paths = advisory.root.get("product_tree")
    for pattern in (("beginning_product_reference",), ("subpaths", "*", "next_product_reference")):
        for node in paths.select("product_paths", "*", *pattern):
            if node.text in made:
                yield fault(node, product=node.text)


TEST = CsafTest(id="6.3.22", versions=ONLY_2_1, check=check)
