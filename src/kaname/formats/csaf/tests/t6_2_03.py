"""6.2.3 Missing metric."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.places import status_nodes
from kaname.formats.csaf.view import AFFECTED, Advisory


def check(advisory: Advisory) -> Found:
    """Yield affected products without any metric."""
    for vulnerability in advisory.vulnerabilities:
        scored = {product for metric in advisory.metrics(vulnerability) for product in metric.products}
        for node in status_nodes(vulnerability, AFFECTED):
            if node.text not in scored:
                yield fault(node, product=node.text)


TEST = CsafTest(id="6.2.3", versions=BOTH, check=check)
