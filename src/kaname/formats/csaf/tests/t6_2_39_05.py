"""6.2.39.5 Extension in superseded or withdrawn document."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.profiles import ENDED
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the extensions of a withdrawn or superseded document."""
    if advisory.category in ENDED:
        for node in (advisory.document.get("x_extensions"), advisory.root.get("x_extensions")):
            if node.exists:
                yield fault(node, category=advisory.category)


TEST = CsafTest(id="6.2.39.5", versions=ONLY_2_1, check=check)
