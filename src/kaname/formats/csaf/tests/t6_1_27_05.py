"""6.1.27.5 Vulnerability notes."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.profiles import ADVISORIES
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield vulnerabilities of an advisory or VEX document without notes."""
    if advisory.category in ADVISORIES:
        for vulnerability in advisory.vulnerabilities:
            if not vulnerability.get("notes").exists:
                yield fault(vulnerability.get("notes"), category=advisory.category)


TEST = CsafTest(id="6.1.27.5", versions=BOTH, check=check)
