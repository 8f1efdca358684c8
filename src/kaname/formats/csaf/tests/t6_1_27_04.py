"""6.1.27.4 Product tree."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.profiles import ADVISORIES
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the missing product tree of an advisory or VEX document."""
    node = advisory.root.get("product_tree")
    if advisory.category in ADVISORIES and not node.exists:
        yield fault(node, category=advisory.category)


TEST = CsafTest(id="6.1.27.4", versions=BOTH, check=check)
