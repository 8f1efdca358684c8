"""6.1.4 Missing definition of product group ID."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.places import group_references
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield every reference to a product group that is not defined."""
    for node in group_references(advisory):
        if node.text not in advisory.groups:
            yield fault(node, group=node.text)


TEST = CsafTest(id="6.1.4", versions=BOTH, check=check)
