"""6.3.19.4 Overlapping product version range with product version range in branch."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.overlaps import overlapping_branches
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield ranges that overlap a sibling range with branches of its own."""
    yield from overlapping_branches(advisory, "product_version_range")


TEST = CsafTest(id="6.3.19.4", versions=ONLY_2_1, check=check)
