"""6.2.5 Older initial release date than revision history."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.moments import parse_moment
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield an initial release date before the oldest revision."""
    node = advisory.tracking.get("initial_release_date")
    moment = parse_moment(node.text)
    oldest = min((each.moment for each in advisory.revisions if each.moment is not None), default=None)
    if moment is not None and oldest is not None and moment < oldest:
        yield fault(node, value=node.text)


TEST = CsafTest(id="6.2.5", versions=BOTH, check=check)
