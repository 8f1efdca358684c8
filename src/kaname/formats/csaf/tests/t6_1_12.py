"""6.1.12 Language."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.language_tags import check_tag
from kaname.formats.csaf.places import language_nodes
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield language tags that are not well formed, or with subtags that are not registered."""
    for node in language_nodes(advisory):
        verdict, part = check_tag(node.text)
        if verdict == "unknown":
            yield fault(node, tag=node.text, part=part)


TEST = CsafTest(id="6.1.12", versions=BOTH, check=check)
