"""6.2.54.1 Registered extension."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.extensions import OFFICIAL_PREFIX
from kaname.formats.csaf.places import extension_items
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield extensions that are neither official nor registered."""
    for node in extension_items(advisory):
        if not node.get("$schema").text.startswith(OFFICIAL_PREFIX):
            yield fault(node, schema=node.get("$schema").text)


TEST = CsafTest(id="6.2.54.1", versions=ONLY_2_1, check=check)
