"""6.2.54.4 Usage of experimental extension in TLP:CLEAR document."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.extensions import OFFICIAL_PREFIX
from kaname.formats.csaf.places import extension_items
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield experimental extensions, which are those neither official nor registered, of a public document."""
    for node in extension_items(advisory) if advisory.tlp == "CLEAR" else ():
        if not node.get("$schema").text.startswith(OFFICIAL_PREFIX):
            yield fault(node, schema=node.get("$schema").text)


TEST = CsafTest(id="6.2.54.4", versions=ONLY_2_1, check=check)
