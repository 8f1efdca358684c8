"""6.1.56 Use of CVSS and qualitative severity rating."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield qualitative ratings of a product that has CVSS of the same source."""
    for vulnerability in advisory.vulnerabilities:
        metrics = list(advisory.metrics(vulnerability))
        scored = {(product, each.source) for each in metrics if any(each.cvss()) for product in each.products}
        for each in metrics:
            rating = each.content.get("qualitative_severity_rating")
            for product in each.products if rating.exists else ():
                if (product, each.source) in scored:
                    yield fault(rating, product=product)


TEST = CsafTest(id="6.1.56", versions=ONLY_2_1, check=check)
