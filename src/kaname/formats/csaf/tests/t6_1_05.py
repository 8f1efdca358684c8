"""6.1.5 Multiple definition of product group ID."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield every product group whose id was defined before."""
    seen: set[str] = set()
    for node in advisory.root.select("product_tree", "product_groups", "*", "group_id"):
        if node.text in seen:
            yield fault(node, group=node.text)
        seen.add(node.text)


TEST = CsafTest(id="6.1.5", versions=BOTH, check=check)
