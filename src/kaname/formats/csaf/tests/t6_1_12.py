"""6.1.12 Language."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, NotRun, fault
from kaname.formats.csaf.language_tags import check_tag
from kaname.formats.csaf.places import language_nodes
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield language tags with subtags that do not exist."""
    for node in language_nodes(advisory):
        verdict, part = check_tag(node.text)
        if verdict == "unknown":
            yield fault(node, tag=node.text, part=part)
        elif verdict == "not_listed":
            yield NotRun(node.path, "language", {"tag": node.text, "part": part})


TEST = CsafTest(id="6.1.12", versions=BOTH, check=check)
