"""6.3.7 Use of self referencing URLs failing to resolve."""

from kaname.formats.csaf.addresses import check_addresses
from kaname.formats.csaf.checks import BOTH, CsafTest, Found
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield addresses of the document itself that do not resolve, and as not run those that nobody asked for."""
    yield from check_addresses(advisory, own=True)


TEST = CsafTest(id="6.3.7", versions=BOTH, check=check)
