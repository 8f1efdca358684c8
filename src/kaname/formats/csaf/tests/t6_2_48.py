"""6.2.48 Misuse at vendor name."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.profiles import squeeze
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield vendors that are called Open Source."""
    for chain in advisory.branches:
        node = chain[-1].get("name")
        if chain[-1].get("category").text == "vendor" and squeeze(node.text) == "opensource":
            yield fault(node, name=node.text)


TEST = CsafTest(id="6.2.48", versions=ONLY_2_1, check=check)
