"""6.2.41 Old EPSS timestamp."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.moments import parse_moment
from kaname.formats.csaf.view import Advisory

_OLDEST_DAYS = 15


def check(advisory: Advisory) -> Found:
    """Yield the youngest EPSS timestamp of a vulnerability where it is too old for the newest revision."""
    newest = advisory.newest_revision
    if newest is None or not advisory.is_released:
        return
    for vulnerability in advisory.vulnerabilities:
        dated = [
            (moment, node)
            for node in vulnerability.select("metrics", "*", "content", "epss", "timestamp")
            if (moment := parse_moment(node.text)) is not None
        ]
        if dated:
            moment, node = max(dated, key=lambda pair: pair[0])
            if moment < newest.minus_days(_OLDEST_DAYS):
                yield fault(node, value=node.text, days=_OLDEST_DAYS)


TEST = CsafTest(id="6.2.41", versions=ONLY_2_1, check=check)
