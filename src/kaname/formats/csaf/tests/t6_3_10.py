"""6.3.10 Usage of product_version_range."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.places import range_nodes
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield branches of category product_version_range."""
    for node in range_nodes(advisory):
        yield fault(node)


TEST = CsafTest(id="6.3.10", versions=BOTH, check=check)
