"""6.1.27.2 Document references."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.places import references_of
from kaname.formats.csaf.profiles import INFORMATIONAL
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the missing external reference of an informational advisory or incident response."""
    if advisory.category in INFORMATIONAL and not list(references_of(advisory, "external")):
        yield fault(advisory.document.get("references"), category=advisory.category)


TEST = CsafTest(id="6.1.27.2", versions=BOTH, check=check)
