"""6.1.27.9 Impact statement."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield products of a VEX document that are not affected without a flag or an impact statement."""
    if advisory.category != "csaf_vex":
        return
    for vulnerability in advisory.vulnerabilities:
        told: set[str] = set()
        for node in vulnerability.get("flags").items():
            told |= advisory.products_of(node)
        for node in vulnerability.get("threats").items():
            if node.get("category").text == "impact":
                told |= advisory.products_of(node)
        for node in vulnerability.select("product_status", "known_not_affected", "*"):
            if node.text not in told:
                yield fault(node, product=node.text)


TEST = CsafTest(id="6.1.27.9", versions=BOTH, check=check)
