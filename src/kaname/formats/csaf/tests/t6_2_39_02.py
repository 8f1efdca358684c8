"""6.2.39.2 Language specific reasoning for withdrawal."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.profiles import translated_note
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the missing, doubled or wrongly categorised reason of a withdrawn document in another language than
    English.
    """
    if advisory.category == "csaf_withdrawn":
        yield from translated_note(advisory, "Reasoning for Withdrawal", "description")


TEST = CsafTest(id="6.2.39.2", versions=ONLY_2_1, check=check)
