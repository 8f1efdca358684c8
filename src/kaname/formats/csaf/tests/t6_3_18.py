"""6.3.18 Use of qualitative severity rating."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield qualitative severity ratings."""
    for vulnerability in advisory.vulnerabilities:
        for node in vulnerability.select("metrics", "*", "content", "qualitative_severity_rating"):
            yield fault(node)


TEST = CsafTest(id="6.3.18", versions=ONLY_2_1, check=check)
