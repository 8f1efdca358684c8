"""6.2.2 Missing remediation."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.places import status_nodes
from kaname.formats.csaf.view import AFFECTED, Advisory


def check(advisory: Advisory) -> Found:
    """Yield affected products, and products under investigation, without remediation."""
    for vulnerability in advisory.vulnerabilities:
        told = {each for node in vulnerability.get("remediations").items() for each in advisory.products_of(node)}
        for node in status_nodes(vulnerability, (*AFFECTED, "under_investigation")):
            if node.text not in told:
                yield fault(node, product=node.text)


TEST = CsafTest(id="6.2.2", versions=BOTH, check=check)
