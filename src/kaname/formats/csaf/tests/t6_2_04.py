"""6.2.4 Build metadata in revision history."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield revisions whose number has build metadata."""
    for revision in advisory.revisions:
        if revision.number and revision.number.build:
            yield fault(revision.node.get("number"), number=revision.text)


TEST = CsafTest(id="6.2.4", versions=BOTH, check=check)
