"""6.2.30 Usage of sharing group on TLP:CLEAR."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the sharing group of a public document."""
    node = advisory.document.get("distribution", "sharing_group")
    if advisory.tlp == "CLEAR" and node.exists:
        yield fault(node)


TEST = CsafTest(id="6.2.30", versions=ONLY_2_1, check=check)
