"""6.3.11 Usage of V as version indicator."""

import re

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory

_V = re.compile(r"[vV][0-9]", re.ASCII)


def check(advisory: Advisory) -> Found:
    """Yield versions that begin with a v before a digit."""
    for chain in advisory.branches:
        node = chain[-1].get("name")
        if chain[-1].get("category").text == "product_version" and _V.match(node.text):
            yield fault(node, name=node.text)


TEST = CsafTest(id="6.3.11", versions=BOTH, check=check)
