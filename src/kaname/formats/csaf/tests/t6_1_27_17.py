"""6.1.27.17 Reasoning for withdrawal."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.profiles import one_note
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the missing, doubled or wrongly categorised reason of an English withdrawn document."""
    if advisory.category == "csaf_withdrawn" and advisory.is_english:
        yield from one_note(advisory, "Reasoning for Withdrawal", "description")


TEST = CsafTest(id="6.1.27.17", versions=ONLY_2_1, check=check)
