"""Sets of words, written as one text so that a list of hundreds stays readable."""


def names(text: str) -> frozenset[str]:
    """Return the words of a text, separated by white space."""
    return frozenset(text.split())
