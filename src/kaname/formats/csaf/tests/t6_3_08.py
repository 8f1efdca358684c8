"""6.3.8 Spell check."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found
from kaname.formats.csaf.prose import check_spelling
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield texts with words that the dictionary of the language does not know; not run without a dictionary."""
    yield from check_spelling(advisory)


TEST = CsafTest(id="6.3.8", versions=BOTH, check=check)
