"""6.1.60.2 Extension schema."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.extension_packages import check_content
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield what in an extension does not fit the schema that it declares; not run where nobody has that schema."""
    yield from check_content(advisory)


TEST = CsafTest(id="6.1.60.2", versions=ONLY_2_1, check=check)
