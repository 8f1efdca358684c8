"""6.1.27.7 VEX product status."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield vulnerabilities of a VEX document without a status that VEX knows."""
    if advisory.category == "csaf_vex":
        wanted = ("fixed", "known_affected", "known_not_affected", "under_investigation")
        for vulnerability in advisory.vulnerabilities:
            status = vulnerability.get("product_status")
            if not any(status.get(name).exists for name in wanted):
                yield fault(status)


TEST = CsafTest(id="6.1.27.7", versions=BOTH, check=check)
