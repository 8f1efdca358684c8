"""6.1.60.1 Extension content schema."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.extensions import EXTENSION
from kaname.formats.csaf.structure import check_structure
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield what in an extension does not fit the schema that all extensions share."""
    for extensions in advisory.extensions():
        for node in extensions.items():
            yield from check_structure(node, EXTENSION, {})


TEST = CsafTest(id="6.1.60.1", versions=ONLY_2_1, check=check)
