"""6.3.12 Missing CVSS v4.0."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.places import status_nodes
from kaname.formats.csaf.view import AFFECTED, Advisory


def check(advisory: Advisory) -> Found:
    """Yield metrics with CVSS but without CVSS 4.0, and affected products without any CVSS."""
    for vulnerability in advisory.vulnerabilities:
        scored: set[str] = set()
        for metric in advisory.metrics(vulnerability):
            if any(metric.cvss()):
                scored |= set(metric.products)
                if not metric.content.get("cvss_v4").exists:
                    yield fault(metric.content)
        for node in status_nodes(vulnerability, AFFECTED):
            if node.text not in scored:
                yield fault(node, "product", product=node.text)


TEST = CsafTest(id="6.3.12", versions=ONLY_2_1, check=check)
