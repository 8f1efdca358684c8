"""6.1.27.3 Vulnerabilities that must not be."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.profiles import ENDED
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the vulnerabilities of a document whose profile has none."""
    profiles = {"csaf_informational_advisory"} | (ENDED if advisory.version == "2.1" else set())
    node = advisory.root.get("vulnerabilities")
    if advisory.category in profiles and node.exists:
        yield fault(node, category=advisory.category)


TEST = CsafTest(id="6.1.27.3", versions=BOTH, check=check)
