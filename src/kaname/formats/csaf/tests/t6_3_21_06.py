"""6.3.21.6 Usage of extension in product tree product paths path."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the extensions of product paths."""
    for node in advisory.root.select("product_tree", "product_paths", "*", "full_product_name", "x_extensions"):
        yield fault(node)


TEST = CsafTest(id="6.3.21.6", versions=ONLY_2_1, check=check)
