"""6.1.27.12 Affected products."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield vulnerabilities of a security advisory without known affected products."""
    if advisory.category == "csaf_security_advisory":
        for vulnerability in advisory.vulnerabilities:
            node = vulnerability.get("product_status", "known_affected")
            if not node.exists:
                yield fault(node)


TEST = CsafTest(id="6.1.27.12", versions=ONLY_2_1, check=check)
