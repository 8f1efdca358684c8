"""6.1.27.11 Vulnerabilities."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.profiles import ADVISORIES
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the missing vulnerabilities of an advisory or VEX document."""
    node = advisory.root.get("vulnerabilities")
    if advisory.category in ADVISORIES and not node.exists:
        yield fault(node, category=advisory.category)


TEST = CsafTest(id="6.1.27.11", versions=BOTH, check=check)
