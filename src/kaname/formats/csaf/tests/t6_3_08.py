"""6.3.8 Spell check."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, NotRun
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield as not run: there is no dictionary here."""
    yield NotRun(advisory.document.path, "no_dictionary")


TEST = CsafTest(id="6.3.8", versions=BOTH, check=check)
