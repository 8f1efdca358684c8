"""6.2.50.3 Overlapping product version range with product version in contradicting product status group."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.overlaps import overlapping
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield ranges that hold a sibling version and contradict it in status."""
    yield from overlapping(advisory, "version", contradicting=True)


TEST = CsafTest(id="6.2.50.3", versions=ONLY_2_1, check=check)
