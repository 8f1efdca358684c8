"""6.2.38 Usage of deprecated profile."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield a category that names a deprecated profile."""
    if advisory.category.startswith("csaf_deprecated_"):
        yield fault(advisory.document.get("category"), category=advisory.category)


TEST = CsafTest(id="6.2.38", versions=ONLY_2_1, check=check)
