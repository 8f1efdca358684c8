"""6.1.20 Non-draft document version."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.numbers import parse_number
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the pre-release version of a document that is not a draft."""
    node = advisory.tracking.get("version")
    version = parse_number(node.text)
    if advisory.is_released and version and version.pre_release:
        yield fault(node, status=advisory.status, version=node.text)


TEST = CsafTest(id="6.1.20", versions=BOTH, check=check)
