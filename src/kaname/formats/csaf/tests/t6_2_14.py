"""6.2.14 Use of private language."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.language_tags import private_subtag
from kaname.formats.csaf.places import language_nodes
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield language tags with subtags for private use."""
    for node in language_nodes(advisory):
        part = private_subtag(node.text)
        if part:
            yield fault(node, tag=node.text, part=part)


TEST = CsafTest(id="6.2.14", versions=BOTH, check=check)
