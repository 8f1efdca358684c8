"""6.3.16 Grammar check."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, NotRun
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield as not run: there is no grammar checker here."""
    yield NotRun(advisory.document.path, "no_grammar")


TEST = CsafTest(id="6.3.16", versions=ONLY_2_1, check=check)
