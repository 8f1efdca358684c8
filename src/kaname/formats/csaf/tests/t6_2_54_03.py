"""6.2.54.3 Critical extension."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.places import extension_items
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield critical extensions."""
    for node in extension_items(advisory):
        if node.get("critical").exists and node.get("critical").value is not False:
            yield fault(node.get("critical"))


TEST = CsafTest(id="6.2.54.3", versions=ONLY_2_1, check=check)
