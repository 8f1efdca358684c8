"""6.2.49 Upper open ended product version range."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.places import range_nodes
from kaname.formats.csaf.version_ranges import parse_range
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield ranges without upper end."""
    for node in range_nodes(advisory):
        if parse_range(node.text).is_open_above:
            yield fault(node, name=node.text)


TEST = CsafTest(id="6.2.49", versions=ONLY_2_1, check=check)
