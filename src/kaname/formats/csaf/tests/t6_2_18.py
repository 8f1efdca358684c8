"""6.2.18 Product version range without vers."""

import re

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.places import range_nodes
from kaname.formats.csaf.view import Advisory

_VERS = re.compile(r"vers:[a-z0-9.\-+]+/.+")


def check(advisory: Advisory) -> Found:
    """Yield ranges that do not claim to be VERS."""
    for node in range_nodes(advisory):
        if not _VERS.match(node.text):
            yield fault(node, name=node.text)


TEST = CsafTest(id="6.2.18", versions=BOTH, check=check)
