"""6.1.30 Mixed integer and semantic versioning."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.numbers import parse_number
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield versions of another kind than the first in the document."""
    nodes = [*(each.node.get("number") for each in advisory.revisions), advisory.tracking.get("version")]
    numbers = [(node, number) for node in nodes if (number := parse_number(node.text)) is not None]
    for node, number in numbers:
        if number.semantic != numbers[0][1].semantic:
            yield fault(node, number=node.text, first=numbers[0][0].text)


TEST = CsafTest(id="6.1.30", versions=BOTH, check=check)
