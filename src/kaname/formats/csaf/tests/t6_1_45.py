"""6.1.45 Inconsistent disclosure date."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.places import after_newest
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield disclosure dates of a released public document that lie after its newest revision."""
    if advisory.tlp == "CLEAR" and advisory.is_released:
        for vulnerability in advisory.vulnerabilities:
            yield from after_newest(advisory, vulnerability.get("disclosure_date"))


TEST = CsafTest(id="6.1.45", versions=ONLY_2_1, check=check)
