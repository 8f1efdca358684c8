"""6.1.57 Stacked branch categories."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield products on whose path a branch category other than product_family occurs twice."""
    for product in advisory.products:
        seen: set[str] = set()
        for branch in product.branches:
            category = branch.get("category").text
            if category in seen and category != "product_family":
                yield fault(branch.get("category"), category=category)
            seen.add(category)


TEST = CsafTest(id="6.1.57", versions=ONLY_2_1, check=check)
