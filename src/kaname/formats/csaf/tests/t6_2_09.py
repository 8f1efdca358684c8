"""6.2.9 Use of SHA-1 as the only hash algorithm."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.places import file_hashes
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield files whose hashes are SHA-1 only."""
    for hashes in file_hashes(advisory):
        if {node.get("algorithm").text for node in hashes.items()} == {"sha1"}:
            yield fault(hashes)


TEST = CsafTest(id="6.2.9", versions=BOTH, check=check)
