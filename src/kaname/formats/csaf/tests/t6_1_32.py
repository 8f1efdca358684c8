"""6.1.32 Flag without product reference."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield flags without product and group."""
    for vulnerability in advisory.vulnerabilities:
        for node in vulnerability.get("flags").items():
            if not node.get("group_ids").exists and not node.get("product_ids").exists:
                yield fault(node)


TEST = CsafTest(id="6.1.32", versions=BOTH, check=check)
