"""6.1.42 PURL qualifiers."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.places import without_qualifiers
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield package URLs of a product that differ from its first one in more than qualifiers."""
    for _, helper in advisory.helpers():
        purls = list(helper.get("purls").items())
        for node in purls[1:]:
            if without_qualifiers(node.text) != without_qualifiers(purls[0].text):
                yield fault(node, value=node.text, first=purls[0].text)


TEST = CsafTest(id="6.1.42", versions=ONLY_2_1, check=check)
