"""6.1.44 Use of multiple stars in serial number."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.places import many_stars
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield serial numbers with more than one wildcard for any text."""
    yield from many_stars(advisory, "serial_numbers")


TEST = CsafTest(id="6.1.44", versions=ONLY_2_1, check=check)
