"""6.2.33 Disclosure date newer than revision history."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.moments import parse_moment
from kaname.formats.csaf.places import after_newest
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield disclosure dates that have passed and lie after the newest revision."""
    for vulnerability in advisory.vulnerabilities:
        node = vulnerability.get("disclosure_date")
        moment = parse_moment(node.text)
        if moment is not None and moment.second < advisory.now:
            yield from after_newest(advisory, node)


TEST = CsafTest(id="6.2.33", versions=ONLY_2_1, check=check)
