"""6.3.6 Use of non-self referencing URLs failing to resolve."""

from kaname.formats.csaf.addresses import check_addresses
from kaname.formats.csaf.checks import BOTH, CsafTest, Found
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield addresses of others that do not resolve, and as not run those that nobody asked for."""
    yield from check_addresses(advisory, own=False)


TEST = CsafTest(id="6.3.6", versions=BOTH, check=check)
