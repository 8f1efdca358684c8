"""6.1.60.2 Extension schema."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, NotRun
from kaname.formats.csaf.places import extension_items
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield every extension as not checked: the schema of an extension lies at its address, and nothing is fetched
    here.
    """
    for node in extension_items(advisory):
        yield NotRun(node.path, "extension", {"schema": node.get("$schema").text})


TEST = CsafTest(id="6.1.60.2", versions=ONLY_2_1, check=check)
