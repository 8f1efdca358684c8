"""6.2.21 Same timestamps in revision history."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.moments import Moment
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield revisions whose instant an earlier one has."""
    seen: set[Moment] = set()
    for revision in advisory.revisions:
        if revision.moment is not None:
            if revision.moment in seen:
                yield fault(revision.node.get("date"), value=revision.node.get("date").text)
            seen.add(revision.moment)


TEST = CsafTest(id="6.2.21", versions=ONLY_2_1, check=check)
