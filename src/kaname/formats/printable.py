"""Text from documents made safe to show: nothing in it can hide, reorder or break a line."""

import re

# C0 and C1 controls, line and paragraph separators, bidirectional embeddings, overrides and isolates, and zero-width marks:
# a hostile name could otherwise move the cursor, recolour the terminal, or show a version that is not the one compared.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def clean(text: str) -> str:
    """Return a text from a document with control, zero-width and bidirectional characters made visible as ``�``."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub("\ufffd", text).replace("\t", " ").replace("\n", " ")
