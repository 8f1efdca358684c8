"""6.3.3 Missing CVE."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield vulnerabilities without CVE."""
    for vulnerability in advisory.vulnerabilities:
        if not vulnerability.get("cve").exists:
            yield fault(vulnerability.get("cve"))


TEST = CsafTest(id="6.3.3", versions=BOTH, check=check)
