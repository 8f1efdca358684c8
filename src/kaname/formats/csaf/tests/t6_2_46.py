"""6.2.46 Language specific license text."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.licences import has_unlisted_licence
from kaname.formats.csaf.profiles import translated_note
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the missing licence text of a document in another language than English under a licence that is on no
    list.
    """
    if has_unlisted_licence(advisory):
        yield from translated_note(advisory, "License", "legal_disclaimer")


TEST = CsafTest(id="6.2.46", versions=ONLY_2_1, check=check)
