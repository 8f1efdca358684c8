"""6.1.35 Contradicting remediations."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.product_rules import contradict
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield remediations of a product that exclude each other."""
    for vulnerability in advisory.vulnerabilities:
        seen: dict[str, dict[str, None]] = {}
        for node in vulnerability.get("remediations").items():
            category = node.get("category").text
            for product in sorted(advisory.products_of(node)):
                for other in seen.get(product, {}):
                    if contradict(category, other):
                        yield fault(node, product=product, category=category, other=other)
                seen.setdefault(product, {})[category] = None


TEST = CsafTest(id="6.1.35", versions=ONLY_2_1, check=check)
