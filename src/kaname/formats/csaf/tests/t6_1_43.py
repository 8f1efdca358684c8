"""6.1.43 Use of multiple stars in model number."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.places import many_stars
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield model numbers with more than one wildcard for any text."""
    yield from many_stars(advisory, "model_numbers")


TEST = CsafTest(id="6.1.43", versions=ONLY_2_1, check=check)
