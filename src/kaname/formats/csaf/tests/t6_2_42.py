"""6.2.42 Inconsistent product identification helper."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.product_identity import check_cpe, check_purl
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield CPEs and package URLs under branches that disagree with the branches above them."""
    for product, helper in advisory.helpers():
        if product.branches:
            yield from check_cpe(product, helper.get("cpe"))
            for node in helper.get("purls").items():
                yield from check_purl(product, node)


TEST = CsafTest(id="6.2.42", versions=ONLY_2_1, check=check)
