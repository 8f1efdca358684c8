"""6.1.52 Inconsistent first known exploitation dates."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.places import after_newest
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield exploitation dates of a released document after its newest revision."""
    if advisory.is_released:
        for vulnerability in advisory.vulnerabilities:
            for node in vulnerability.get("first_known_exploitation_dates").items():
                yield from after_newest(advisory, node.get("date"))
                yield from after_newest(advisory, node.get("exploitation_date"))


TEST = CsafTest(id="6.1.52", versions=ONLY_2_1, check=check)
