"""6.1.18 Released revision history."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield revisions 0 and 0.y.z of a document that is not a draft."""
    if advisory.is_released:
        for revision in advisory.revisions:
            if revision.number and revision.number.major == 0:
                yield fault(revision.node.get("number"), status=advisory.status, number=revision.text)


TEST = CsafTest(id="6.1.18", versions=BOTH, check=check)
