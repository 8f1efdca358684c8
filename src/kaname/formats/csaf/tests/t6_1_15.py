"""6.1.15 Translator."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield the missing source language of a translation by a translator."""
    node = advisory.document.get("source_lang")
    if advisory.document.get("publisher", "category").text == "translator" and not node.text:
        yield fault(node)


TEST = CsafTest(id="6.1.15", versions=BOTH, check=check)
