"""6.1.61 Use of multiple stars in SKU."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.places import many_stars
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield stock keeping units with more than one wildcard for any text."""
    yield from many_stars(advisory, "skus")


TEST = CsafTest(id="6.1.61", versions=ONLY_2_1, check=check)
