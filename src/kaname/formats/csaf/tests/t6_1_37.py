"""6.1.37 Date and time."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.moments import is_strict
from kaname.formats.csaf.places import date_nodes
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield dates that break the rules of section 2.3: letters, leap seconds, time zone."""
    for node in date_nodes(advisory):
        if not is_strict(node.text):
            yield fault(node, value=node.text)


TEST = CsafTest(id="6.1.37", versions=ONLY_2_1, check=check)
