"""6.3.21.1 Extension category essential."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.extensions import ESSENTIAL
from kaname.formats.csaf.places import extension_items
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield extensions of the highest category."""
    for node in extension_items(advisory):
        if node.get("category").text in (ESSENTIAL, "critical"):
            yield fault(node.get("category"))


TEST = CsafTest(id="6.3.21.1", versions=ONLY_2_1, check=check)
