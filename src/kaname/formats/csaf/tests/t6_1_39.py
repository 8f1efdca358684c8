"""6.1.39 Public sharing group with no Max UUID."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.places import MAX_UUID, NIL_UUID
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield a sharing group of a public document that is not the Max UUID (or, in a draft, the Nil UUID)."""
    node = advisory.document.get("distribution", "sharing_group", "id")
    allowed = {MAX_UUID} | ({NIL_UUID} if advisory.status == "draft" else set())
    if advisory.tlp == "CLEAR" and node.exists and node.text not in allowed:
        yield fault(node, id=node.text)


TEST = CsafTest(id="6.1.39", versions=ONLY_2_1, check=check)
