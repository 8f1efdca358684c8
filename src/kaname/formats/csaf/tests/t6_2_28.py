"""6.2.28 Usage of Max UUID."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.places import MAX_UUID
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the Max UUID as sharing group."""
    node = advisory.document.get("distribution", "sharing_group", "id")
    if node.text == MAX_UUID:
        yield fault(node)


TEST = CsafTest(id="6.2.28", versions=ONLY_2_1, check=check)
