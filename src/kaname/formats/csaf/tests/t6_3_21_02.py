"""6.3.21.2 Usage of experimental extension in non TLP:CLEAR document."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.extensions import OFFICIAL_PREFIX
from kaname.formats.csaf.places import extension_items
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield experimental extensions of a document that is not public."""
    for node in extension_items(advisory) if advisory.tlp != "CLEAR" else ():
        if not node.get("$schema").text.startswith(OFFICIAL_PREFIX):
            yield fault(node, schema=node.get("$schema").text)


TEST = CsafTest(id="6.3.21.2", versions=ONLY_2_1, check=check)
