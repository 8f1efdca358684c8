"""6.1.62 Inconsistent discovery date."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.moments import parse_moment
from kaname.formats.csaf.places import after_newest
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield discovery dates of a released document after its newest revision, and those after the disclosure."""
    for vulnerability in advisory.vulnerabilities:
        node = vulnerability.get("discovery_date")
        if advisory.is_released:
            yield from after_newest(advisory, node)
        found, told = parse_moment(node.text), parse_moment(vulnerability.get("disclosure_date").text)
        if found is not None and told is not None and found > told:
            yield fault(node, "disclosure", value=node.text)


TEST = CsafTest(id="6.1.62", versions=ONLY_2_1, check=check)
