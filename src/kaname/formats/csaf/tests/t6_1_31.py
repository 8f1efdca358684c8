"""6.1.31 Version range in product version."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield branches of category product_version whose name holds a range."""
    words = {"after", "all", "before", "earlier", "later", "prior", "versions"}
    for chain in advisory.branches:
        node = chain[-1].get("name")
        if chain[-1].get("category").text != "product_version":
            continue
        lowered = node.text.lower()
        if "<" in lowered or ">" in lowered or words & set(lowered.split()):
            yield fault(node, name=node.text)


TEST = CsafTest(id="6.1.31", versions=BOTH, check=check)
