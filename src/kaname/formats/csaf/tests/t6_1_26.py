"""6.1.26 Prohibited document category name."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.profiles import PROFILES, squeeze
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield a category that could be mistaken for a profile, or takes the prefix reserved for them."""
    node = advisory.document.get("category")
    if not node.text or node.text in PROFILES[advisory.version]:
        return
    squeezed = squeeze(node.text)
    names = {squeeze(each) for each in PROFILES[advisory.version]} - {squeeze("csaf_base")}
    names |= {squeeze(each.removeprefix("csaf_")) for each in PROFILES[advisory.version]} - {squeeze("base")}
    reserved = node.text.casefold().startswith("csaf_") and advisory.version == "2.1"
    if squeezed in names or reserved or (node.text.startswith("csaf_") and node.text != "csaf_base"):
        yield fault(node, category=node.text)


TEST = CsafTest(id="6.1.26", versions=BOTH, check=check)
