"""All extractors, in the order in which results name them; and files that list components but are not read."""

from kaname.extract.extractor import Extractor

EXTRACTORS: tuple[Extractor, ...] = ()

# (pattern, message code): named in every result, so that nobody takes their absence for "no components".
NOT_UNDERSTOOD: tuple[tuple[str, str], ...] = ()
