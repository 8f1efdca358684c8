"""6.2.6 Older current release date than revision history."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.moments import parse_moment
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield a current release date before the newest revision."""
    node = advisory.tracking.get("current_release_date")
    moment, newest = parse_moment(node.text), advisory.newest_revision
    if moment is not None and newest is not None and moment < newest:
        yield fault(node, value=node.text)


TEST = CsafTest(id="6.2.6", versions=BOTH, check=check)
