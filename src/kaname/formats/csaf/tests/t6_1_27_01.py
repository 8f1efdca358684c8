"""6.1.27.1 Document notes."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.profiles import INFORMATIONAL
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the missing note of an informational advisory or incident response."""
    if advisory.category in INFORMATIONAL:
        wanted = ("description", "details", "general", "summary")
        if not any(node.text in wanted for node in advisory.document.select("notes", "*", "category")):
            yield fault(advisory.document.get("notes"), category=advisory.category)


TEST = CsafTest(id="6.1.27.1", versions=BOTH, check=check)
