"""6.1.55 License text."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.licences import has_unlisted_licence
from kaname.formats.csaf.profiles import one_note
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the missing licence text of an English document under a licence that is on no list."""
    if advisory.is_english and has_unlisted_licence(advisory):
        yield from one_note(advisory, "License", "legal_disclaimer")


TEST = CsafTest(id="6.1.55", versions=ONLY_2_1, check=check)
