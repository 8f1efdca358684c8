"""6.1.7 Multiple scores with same version per product."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.cvss_objects import cvss_version
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield every CVSS object that gives a product a second score of one version and source."""
    for vulnerability in advisory.vulnerabilities:
        seen: set[tuple[str, str, str]] = set()
        for metric in advisory.metrics(vulnerability):
            for node in metric.cvss():
                for product in dict.fromkeys(metric.products):
                    key = (product, cvss_version(node), metric.source)
                    if key in seen:
                        yield fault(node, product=product, version=key[1])
                    seen.add(key)


TEST = CsafTest(id="6.1.7", versions=BOTH, check=check)
