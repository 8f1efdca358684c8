"""6.2.15 Use of default language."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.places import language_nodes
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the language i-default."""
    for node in language_nodes(advisory):
        if node.text.lower() == "i-default":
            yield fault(node)


TEST = CsafTest(id="6.2.15", versions=BOTH, check=check)
