"""6.1.27.14 Document notes of ended documents."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.profiles import ENDED
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the missing description of a withdrawn or superseded document."""
    described = any(node.text == "description" for node in advisory.document.select("notes", "*", "category"))
    if advisory.category in ENDED and not described:
        yield fault(advisory.document.get("notes"), category=advisory.category)


TEST = CsafTest(id="6.1.27.14", versions=ONLY_2_1, check=check)
