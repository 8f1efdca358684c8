"""6.1.22 Multiple definition in revision history."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield revisions whose number an earlier item has."""
    seen: set[str] = set()
    for revision in advisory.revisions:
        if revision.text in seen:
            yield fault(revision.node.get("number"), number=revision.text)
        seen.add(revision.text)


TEST = CsafTest(id="6.1.22", versions=BOTH, check=check)
