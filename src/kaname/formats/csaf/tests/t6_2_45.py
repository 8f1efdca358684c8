"""6.2.45 Non-existing license identifier."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.licences import claims_a_list, is_listed, parse_expression
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield licence identifiers that should be on a list and are not."""
    node = advisory.document.get("license_expression")
    for licence in parse_expression(node.text) or ():
        if claims_a_list(licence) and not is_listed(licence):
            yield fault(node, id=licence.id)


TEST = CsafTest(id="6.2.45", versions=ONLY_2_1, check=check)
