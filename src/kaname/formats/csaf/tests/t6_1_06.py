"""6.1.6 Contradicting product status."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import STATUS_GROUPS, Advisory


def check(advisory: Advisory) -> Found:
    """Yield every product that one vulnerability puts into groups of statuses that exclude each other."""
    for vulnerability in advisory.vulnerabilities:
        where: dict[str, tuple[str, str]] = {}
        for group, fields in STATUS_GROUPS.items():
            for field in fields:
                for node in vulnerability.select("product_status", field, "*"):
                    first = where.setdefault(node.text, (group, field))
                    if first[0] != group:
                        yield fault(node, product=node.text, one=first[1], other=field)


TEST = CsafTest(id="6.1.6", versions=BOTH, check=check)
