"""6.1.59 Single version as product version range."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.places import range_nodes
from kaname.formats.csaf.version_ranges import is_one_version, parse_range
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield ranges that name one version only."""
    for node in range_nodes(advisory):
        if is_one_version(parse_range(node.text)):
            yield fault(node, name=node.text)


TEST = CsafTest(id="6.1.59", versions=ONLY_2_1, check=check)
