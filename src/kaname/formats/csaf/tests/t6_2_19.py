"""6.2.19 CVSS for fixed products."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.cvss_objects import overall_score
from kaname.formats.csaf.places import status_nodes
from kaname.formats.csaf.view import FIXED, Advisory


def check(advisory: Advisory) -> Found:
    """Yield fixed products with a score other than 0."""
    for vulnerability in advisory.vulnerabilities:
        scores: dict[str, float] = {}
        for metric in advisory.metrics(vulnerability):
            worst = max((score for node in metric.cvss() if (score := overall_score(node)) is not None), default=0.0)
            for product in metric.products:
                scores[product] = max(worst, scores.get(product, 0.0))
        for node in status_nodes(vulnerability, FIXED):
            if scores.get(node.text, 0.0) > 0:
                yield fault(node, product=node.text, score=scores[node.text])


TEST = CsafTest(id="6.2.19", versions=BOTH, check=check)
