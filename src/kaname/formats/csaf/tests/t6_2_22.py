"""6.2.22 Document tracking ID in title."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield a title that holds the id of the document."""
    identifier, title = advisory.tracking.get("id").text, advisory.document.get("title")
    if identifier and identifier in title.text:
        yield fault(title, id=identifier)


TEST = CsafTest(id="6.2.22", versions=ONLY_2_1, check=check)
