"""6.1.54 License expression."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.licences import parse_expression
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield a licence expression that breaks SPDX syntax, or refers to another document."""
    node = advisory.document.get("license_expression")
    if node.exists and parse_expression(node.text) is None:
        yield fault(node, value=node.text)


TEST = CsafTest(id="6.1.54", versions=ONLY_2_1, check=check)
