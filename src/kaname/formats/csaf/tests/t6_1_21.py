"""6.1.21 Missing item in revision history."""

from itertools import pairwise

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory

_MAX_GAP = 100


def check(advisory: Advisory) -> Found:
    """Yield gaps between the (major) versions of the history, and a first version above 1."""
    ordered = [each.number.major for each in advisory.revisions_by_date if each.number]
    history = advisory.tracking.get("revision_history")
    if ordered and ordered[0] > 1:
        yield fault(history, "first", number=ordered[0])
    present = set(ordered)
    for before, after in pairwise(ordered):
        # Of a jump over thousands of versions the first few say enough.
        for number in range(before + 1, min(after, before + 1 + _MAX_GAP)):
            yield fault(history, "place" if number in present else "", number=number)


TEST = CsafTest(id="6.1.21", versions=BOTH, check=check)
