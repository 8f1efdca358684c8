"""6.2.39.4 Language specific superseding document."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, NotRun
from kaname.formats.csaf.profiles import reference_beginning, translated
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the missing reference of a superseded document in another language than English."""
    if advisory.category != "csaf_superseded" or advisory.is_english:
        return
    summary = translated(advisory, "Superseding Document")
    if summary is None:
        yield NotRun(advisory.document.get("references").path, "translation", {"lang": advisory.lang})
    else:
        yield from reference_beginning(advisory, summary)


TEST = CsafTest(id="6.2.39.4", versions=ONLY_2_1, check=check)
