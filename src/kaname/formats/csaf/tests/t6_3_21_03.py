"""6.3.21.3 Usage of extension at document level."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the extensions of the document object."""
    for node in advisory.document.select("x_extensions"):
        yield fault(node)


TEST = CsafTest(id="6.3.21.3", versions=ONLY_2_1, check=check)
