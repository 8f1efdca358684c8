"""6.3.19.5 Overlapping product version range with product version in branch."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.overlaps import overlapping_branches
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield ranges that hold a sibling version with branches of its own."""
    yield from overlapping_branches(advisory, "product_version")


TEST = CsafTest(id="6.3.19.5", versions=ONLY_2_1, check=check)
