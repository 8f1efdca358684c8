"""6.2.29 Usage of Nil UUID."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.places import NIL_UUID
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the Nil UUID as sharing group."""
    node = advisory.document.get("distribution", "sharing_group", "id")
    if node.text == NIL_UUID:
        yield fault(node)


TEST = CsafTest(id="6.2.29", versions=ONLY_2_1, check=check)
