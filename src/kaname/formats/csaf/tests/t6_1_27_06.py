"""6.1.27.6 Product status."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.profiles import ADVISORIES
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield vulnerabilities of a security advisory without product status."""
    if advisory.category in ADVISORIES - {"csaf_vex"}:
        for vulnerability in advisory.vulnerabilities:
            if not vulnerability.get("product_status").exists:
                yield fault(vulnerability.get("product_status"), category=advisory.category)


TEST = CsafTest(id="6.1.27.6", versions=BOTH, check=check)
