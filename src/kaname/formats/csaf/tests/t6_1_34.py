"""6.1.34 Branches recursion depth."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory

_DEEPEST = 30


def check(advisory: Advisory) -> Found:
    """Yield products under more than 30 branches."""
    for product in advisory.products:
        if len(product.branches) > _DEEPEST:
            yield fault(product.node, depth=len(product.branches), limit=_DEEPEST)


TEST = CsafTest(id="6.1.34", versions=ONLY_2_1, check=check)
