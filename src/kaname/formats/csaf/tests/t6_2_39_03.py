"""6.2.39.3 Language specific reasoning for supersession."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.profiles import translated_note
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the missing, doubled or wrongly categorised reason of a superseded document in another language than
    English.
    """
    if advisory.category == "csaf_superseded":
        yield from translated_note(advisory, "Reasoning for Supersession", "description")


TEST = CsafTest(id="6.2.39.3", versions=ONLY_2_1, check=check)
