"""6.3.2 Use of CVSS v3.0."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.places import cvss_objects
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield CVSS objects of version 3.0."""
    for node in cvss_objects(advisory):
        if node.key == "cvss_v3" and node.get("version").text == "3.0":
            yield fault(node.get("version"))


TEST = CsafTest(id="6.3.2", versions=BOTH, check=check)
