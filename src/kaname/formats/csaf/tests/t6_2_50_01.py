"""6.2.50.1 Overlapping product version range with vers in contradicting product status group."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.overlaps import overlapping
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield VERS ranges that overlap a sibling range and contradict it in status."""
    yield from overlapping(advisory, "vers", contradicting=True)


TEST = CsafTest(id="6.2.50.1", versions=ONLY_2_1, check=check)
