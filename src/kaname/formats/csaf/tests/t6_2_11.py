"""6.2.11 Missing canonical URL."""

from kaname.formats.csaf.addresses import file_name
from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.places import references_of
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the missing canonical address: an own reference that ends with the file name that the id gives."""
    filename = file_name(advisory.tracking.get("id").text)
    for node in references_of(advisory, "self"):
        url = node.get("url").text
        if url.startswith("https://") and url.endswith("/" + filename):
            return
    yield fault(advisory.document.get("references"), filename=filename)


TEST = CsafTest(id="6.2.11", versions=BOTH, check=check)
