"""6.2.7 Missing date in involvements."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield involvements without date."""
    for vulnerability in advisory.vulnerabilities:
        for node in vulnerability.get("involvements").items():
            if not node.get("date").exists:
                yield fault(node)


TEST = CsafTest(id="6.2.7", versions=BOTH, check=check)
