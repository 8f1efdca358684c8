"""6.3.21.7 Usage of extension in vulnerabilities metrics path."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the extensions of metrics."""
    for node in advisory.root.select("vulnerabilities", "*", "metrics", "*", "content", "x_extensions"):
        yield fault(node)


TEST = CsafTest(id="6.3.21.7", versions=ONLY_2_1, check=check)
