"""6.1.23 Multiple use of same CVE."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield vulnerabilities whose CVE an earlier one has."""
    seen: set[str] = set()
    for vulnerability in advisory.vulnerabilities:
        node = vulnerability.get("cve")
        if node.text and node.text in seen:
            yield fault(node, cve=node.text)
        seen.add(node.text)


TEST = CsafTest(id="6.1.23", versions=BOTH, check=check)
