"""6.3.4 Missing CWE."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield vulnerabilities without CWE."""
    name = "cwe" if advisory.version == "2.0" else "cwes"
    for vulnerability in advisory.vulnerabilities:
        if not vulnerability.get(name).exists:
            yield fault(vulnerability.get(name))


TEST = CsafTest(id="6.3.4", versions=BOTH, check=check)
