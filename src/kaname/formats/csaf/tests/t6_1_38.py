"""6.1.38 Non-public sharing group with Max UUID."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.places import MAX_UUID
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield a TLP label other than CLEAR beside the Max UUID."""
    if advisory.document.get("distribution", "sharing_group", "id").text == MAX_UUID and advisory.tlp != "CLEAR":
        yield fault(advisory.document.get("distribution", "tlp", "label"), label=advisory.tlp)


TEST = CsafTest(id="6.1.38", versions=ONLY_2_1, check=check)
