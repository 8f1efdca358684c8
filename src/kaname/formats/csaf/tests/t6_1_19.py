"""6.1.19 Revision history entries for pre-release versions."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield revisions whose number has a pre-release part."""
    for revision in advisory.revisions:
        if revision.number and revision.number.pre_release:
            yield fault(revision.node.get("number"), number=revision.text)


TEST = CsafTest(id="6.1.19", versions=BOTH, check=check)
