"""6.3.19.1 Overlapping product version range with vers in same product status group."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.overlaps import overlapping
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield VERS ranges that overlap a sibling range of the same status group."""
    yield from overlapping(advisory, "vers", contradicting=False)


TEST = CsafTest(id="6.3.19.1", versions=ONLY_2_1, check=check)
