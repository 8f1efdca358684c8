"""6.1.29 Remediation without product reference."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield remediations without product and group."""
    for vulnerability in advisory.vulnerabilities:
        for node in vulnerability.get("remediations").items():
            if not node.get("group_ids").exists and not node.get("product_ids").exists:
                yield fault(node)


TEST = CsafTest(id="6.1.29", versions=BOTH, check=check)
