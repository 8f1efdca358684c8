"""6.1.25 Multiple use of same hash algorithm."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.places import file_hashes
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield hashes of a file whose algorithm an earlier one has."""
    for hashes in file_hashes(advisory):
        seen: set[str] = set()
        for node in hashes.items():
            algorithm = node.get("algorithm")
            if algorithm.text in seen:
                yield fault(algorithm, algorithm=algorithm.text)
            seen.add(algorithm.text)


TEST = CsafTest(id="6.1.25", versions=BOTH, check=check)
