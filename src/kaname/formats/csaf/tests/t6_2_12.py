"""6.2.12 Missing document language."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the missing language of the document."""
    node = advisory.document.get("lang")
    if not node.exists:
        yield fault(node)


TEST = CsafTest(id="6.2.12", versions=BOTH, check=check)
