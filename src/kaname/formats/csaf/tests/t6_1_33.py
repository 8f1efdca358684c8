"""6.1.33 Multiple flags with VEX justification codes per product."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.places import JUSTIFICATIONS
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield flags with a justification for a product that an earlier flag justifies."""
    for vulnerability in advisory.vulnerabilities:
        seen: set[str] = set()
        for node in vulnerability.get("flags").items():
            if node.get("label").text in JUSTIFICATIONS:
                products = advisory.products_of(node)
                for product in sorted(products & seen):
                    yield fault(node, product=product)
                seen |= products


TEST = CsafTest(id="6.1.33", versions=BOTH, check=check)
