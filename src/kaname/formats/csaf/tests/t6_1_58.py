"""6.1.58 Use of product_version in one path with product_version_range."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield products on whose path both a version and a range of versions stand."""
    for product in advisory.products:
        categories = {branch.get("category").text for branch in product.branches}
        if {"product_version", "product_version_range"} <= categories:
            yield fault(product.node)


TEST = CsafTest(id="6.1.58", versions=ONLY_2_1, check=check)
