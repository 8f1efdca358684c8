"""6.3.17 Use of unregistered license."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.licences import is_listed, parse_expression
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield licences that are neither on the SPDX list nor in the ScanCode LicenseDB."""
    node = advisory.document.get("license_expression")
    for licence in parse_expression(node.text) or ():
        if not is_listed(licence):
            yield fault(node, id=licence.id)


TEST = CsafTest(id="6.3.17", versions=ONLY_2_1, check=check)
