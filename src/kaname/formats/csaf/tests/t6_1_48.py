"""6.1.48 SSVC decision points."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.ssvc_points import check_selection
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield selections in registered namespaces whose point, names, values or order are not those of the definition."""
    for node in advisory.selections():
        yield from check_selection(node)


TEST = CsafTest(id="6.1.48", versions=ONLY_2_1, check=check)
