"""6.2.43 Missing license expression."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the missing licence expression."""
    node = advisory.document.get("license_expression")
    if not node.exists:
        yield fault(node)


TEST = CsafTest(id="6.2.43", versions=ONLY_2_1, check=check)
