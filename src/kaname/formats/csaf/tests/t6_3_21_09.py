"""6.3.21.9 Usage of extension at root level."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the extensions of the root."""
    for node in advisory.root.select("x_extensions"):
        yield fault(node)


TEST = CsafTest(id="6.3.21.9", versions=ONLY_2_1, check=check)
