"""6.2.44 Deprecated license identifier."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.licences import is_deprecated, parse_expression
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield licence identifiers that their list calls deprecated."""
    node = advisory.document.get("license_expression")
    for licence in parse_expression(node.text) or ():
        if is_deprecated(licence):
            yield fault(node, id=licence.id)


TEST = CsafTest(id="6.2.44", versions=ONLY_2_1, check=check)
