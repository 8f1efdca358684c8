"""6.3.21.8 Usage of extension at vulnerabilities level."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the extensions of vulnerabilities."""
    for node in advisory.root.select("vulnerabilities", "*", "x_extensions"):
        yield fault(node)


TEST = CsafTest(id="6.3.21.8", versions=ONLY_2_1, check=check)
