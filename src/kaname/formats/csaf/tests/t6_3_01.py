"""6.3.1 Use of CVSS v2 as the only scoring system."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield scores with CVSS 2 and no later CVSS."""
    for vulnerability in advisory.vulnerabilities:
        metrics = list(advisory.metrics(vulnerability))
        later = {
            product
            for each in metrics
            for product in each.products
            if each.content.get("cvss_v3").exists or each.content.get("cvss_v4").exists
        }
        for metric in metrics:
            node = metric.content.get("cvss_v2")
            if node.exists and not set(metric.products) <= later:
                yield fault(node)


TEST = CsafTest(id="6.3.1", versions=BOTH, check=check)
