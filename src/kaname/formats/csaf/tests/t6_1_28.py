"""6.1.28 Translation."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield a source language that is the language of the document."""
    node = advisory.document.get("source_lang")
    if node.text and node.text.lower() == advisory.lang:
        yield fault(node, lang=node.text)


TEST = CsafTest(id="6.1.28", versions=BOTH, check=check)
