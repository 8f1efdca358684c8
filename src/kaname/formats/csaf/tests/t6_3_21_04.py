"""6.3.21.4 Usage of extension in product tree branch path."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the extensions of products in branches."""
    for product in advisory.products:
        if product.branches:
            for node in product.node.select("x_extensions"):
                yield fault(node)


TEST = CsafTest(id="6.3.21.4", versions=ONLY_2_1, check=check)
