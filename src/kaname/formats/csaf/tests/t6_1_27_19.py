"""6.1.27.19 Reference to superseding document."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.profiles import reference_beginning
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the missing reference of an English superseded document to its successor."""
    if advisory.category == "csaf_superseded" and advisory.is_english:
        yield from reference_beginning(advisory, "Superseding Document")


TEST = CsafTest(id="6.1.27.19", versions=ONLY_2_1, check=check)
