"""6.1.53 Inconsistent exploitation date."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.moments import parse_moment
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield exploitation dates after the date of the same item."""
    for vulnerability in advisory.vulnerabilities:
        for node in vulnerability.get("first_known_exploitation_dates").items():
            known, exploited = parse_moment(node.get("date").text), parse_moment(node.get("exploitation_date").text)
            if known is not None and exploited is not None and exploited > known:
                yield fault(node.get("exploitation_date"), value=node.get("exploitation_date").text)


TEST = CsafTest(id="6.1.53", versions=ONLY_2_1, check=check)
