"""6.3.5 Use of short hash."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.places import file_hashes
from kaname.formats.csaf.view import Advisory

_SHORTEST = 64


def check(advisory: Advisory) -> Found:
    """Yield hashes of fewer than 64 hexadecimal digits."""
    for hashes in file_hashes(advisory):
        for node in hashes.select("*", "value"):
            if len(node.text) < _SHORTEST:
                yield fault(node, count=len(node.text))


TEST = CsafTest(id="6.3.5", versions=BOTH, check=check)
