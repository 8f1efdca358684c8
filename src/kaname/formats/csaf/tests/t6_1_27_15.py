"""6.1.27.15 Product tree of ended documents."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.profiles import ENDED
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the product tree of a withdrawn or superseded document."""
    node = advisory.root.get("product_tree")
    if advisory.category in ENDED and node.exists:
        yield fault(node, category=advisory.category)


TEST = CsafTest(id="6.1.27.15", versions=ONLY_2_1, check=check)
