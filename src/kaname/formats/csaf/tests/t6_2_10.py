"""6.2.10 Missing TLP label."""

from kaname.formats.csaf.checks import ONLY_2_0, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the missing TLP label."""
    node = advisory.document.get("distribution", "tlp", "label")
    if not node.exists:
        yield fault(node)


TEST = CsafTest(id="6.2.10", versions=ONLY_2_0, check=check)
