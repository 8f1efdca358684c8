"""6.1.16 Latest document version."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.numbers import parse_number
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield a document version that differs from the newest revision; build metadata never counts, a pre-release
    not in drafts.
    """
    node = advisory.tracking.get("version")
    version = parse_number(node.text)
    if version is None or not advisory.revisions_by_date:
        return
    newest = advisory.revisions_by_date[-1]
    number = newest.number
    if number is None:
        return
    same = (version.semantic, version.release) == (number.semantic, number.release)
    if not same or (advisory.status != "draft" and version.pre_release != number.pre_release):
        yield fault(node, version=node.text, number=newest.text)


TEST = CsafTest(id="6.1.16", versions=BOTH, check=check)
