"""6.1.46 Invalid SSVC."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.ssvc_points import SELECTION_LIST
from kaname.formats.csaf.structure import check_structure
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield what in an SSVC object does not fit the schema of selection lists 2.0.0."""
    for _, node in advisory.ssvc():
        yield from check_structure(node, SELECTION_LIST, {})


TEST = CsafTest(id="6.1.46", versions=ONLY_2_1, check=check)
