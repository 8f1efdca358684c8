"""6.3.21.5 Usage of extension in product tree full product names path."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the extensions of full product names."""
    for node in advisory.root.select("product_tree", "full_product_names", "*", "x_extensions"):
        yield fault(node)


TEST = CsafTest(id="6.3.21.5", versions=ONLY_2_1, check=check)
