"""6.3.7 Use of self referencing URLs failing to resolve."""

from kaname.formats.csaf.addresses import check_addresses
from kaname.formats.csaf.checks import BOTH, CsafTest, Found
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield as not run: addresses are not fetched here, but those that can never resolve are told."""
    yield from check_addresses(advisory, own=True)


TEST = CsafTest(id="6.3.7", versions=BOTH, check=check)
