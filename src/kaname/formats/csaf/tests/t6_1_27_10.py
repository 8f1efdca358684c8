"""6.1.27.10 Action statement."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield products of a VEX document that are affected without a remediation."""
    if advisory.category != "csaf_vex":
        return
    for vulnerability in advisory.vulnerabilities:
        told = {each for node in vulnerability.get("remediations").items() for each in advisory.products_of(node)}
        for node in vulnerability.select("product_status", "known_affected", "*"):
            if node.text not in told:
                yield fault(node, product=node.text)


TEST = CsafTest(id="6.1.27.10", versions=BOTH, check=check)
