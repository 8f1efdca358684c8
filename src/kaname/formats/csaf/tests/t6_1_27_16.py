"""6.1.27.16 Revision history of ended documents."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.profiles import ENDED
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the revision history of a withdrawn or superseded document with fewer than two items."""
    if advisory.category in ENDED and len(advisory.revisions) < 2:
        yield fault(advisory.tracking.get("revision_history"), category=advisory.category)


TEST = CsafTest(id="6.1.27.16", versions=ONLY_2_1, check=check)
