"""6.2.40 Product description without product reference."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, NotRun, fault
from kaname.formats.csaf.profiles import translated
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield product descriptions without product and group."""
    title = "Product Description" if advisory.is_english else translated(advisory, "Product Description")
    notes = advisory.document.get("notes")
    if title is None:
        if notes.exists:
            yield NotRun(notes.path, "translation", {"lang": advisory.lang})
        return
    for node in notes.items():
        described = node.get("category").text == "description" and node.get("title").text.startswith(title)
        if described and not node.get("group_ids").exists and not node.get("product_ids").exists:
            yield fault(node)


TEST = CsafTest(id="6.2.40", versions=ONLY_2_1, check=check)
