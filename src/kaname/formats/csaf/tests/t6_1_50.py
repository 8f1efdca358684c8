"""6.1.50 Product version range rules."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, NotRun, fault
from kaname.formats.csaf.places import range_nodes
from kaname.formats.csaf.version_ranges import parse_range
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield ranges that are neither VERS in canonical form nor VERS-like; types of VERS without known order are
    checked as far as possible.
    """
    for node in range_nodes(advisory):
        found = parse_range(node.text)
        if found.reason:
            yield fault(node, name=node.text)
        elif found.kind == "vers" and found.scheme != "all" and not found.is_known_order:
            yield NotRun(node.path, "vers_order", {"scheme": found.scheme})


TEST = CsafTest(id="6.1.50", versions=ONLY_2_1, check=check)
