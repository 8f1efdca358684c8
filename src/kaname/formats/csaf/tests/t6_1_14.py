"""6.1.14 Sorted revision history."""

from itertools import pairwise

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the first revision whose number is lower than that of an earlier date."""
    ordered = advisory.revisions_by_date
    for before, after in pairwise(ordered):
        if before.number and after.number and after.number.key < before.number.key:
            yield fault(advisory.tracking.get("revision_history"), number=after.text, before=before.text)
            return


TEST = CsafTest(id="6.1.14", versions=BOTH, check=check)
