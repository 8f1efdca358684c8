"""6.2.17 CVE in field IDs."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.structure_parts import CVE
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield ids that are CVEs."""
    for vulnerability in advisory.vulnerabilities:
        for node in vulnerability.select("ids", "*", "text"):
            if CVE.pattern and CVE.pattern.fullmatch(node.text):
                yield fault(node, cve=node.text)


TEST = CsafTest(id="6.2.17", versions=BOTH, check=check)
