"""6.1.60.3 Extension metadata."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.extension_packages import check_metadata
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield what the metadata of an extension do not allow; not run where nobody has them."""
    yield from check_metadata(advisory)


TEST = CsafTest(id="6.1.60.3", versions=ONLY_2_1, check=check)
