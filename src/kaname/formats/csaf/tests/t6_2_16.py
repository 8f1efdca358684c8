"""6.2.16 Missing product identification helper."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield products without identification helper."""
    for product in advisory.products:
        if not product.helper.exists:
            yield fault(product.node, product=product.id)


TEST = CsafTest(id="6.2.16", versions=BOTH, check=check)
