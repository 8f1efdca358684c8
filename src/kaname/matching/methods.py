"""The methods by which a component is identified, what each is worth, and which source decides where sources disagree."""

from functools import cache

from kaname.errors import InputError

PURL, CPE, HASH, NAME = "purl", "cpe", "hash", "name"
METHODS = (PURL, CPE, HASH, NAME)
"""In the order in which they are asked. ``name`` gives candidates and never a finding."""
DEFAULT_METHODS = frozenset({PURL, CPE, HASH})

HIGH, MEDIUM, LOW = "high", "medium", "low"
_CONFIDENCE = {
    "purl": HIGH,
    "purl-upstream": HIGH,
    "go-stdlib": HIGH,
    "hash": HIGH,
    "go-major": MEDIUM,
    "go-case": MEDIUM,
    "maven-group": MEDIUM,
    "cpe": MEDIUM,
    "confirmed": MEDIUM,
    "cpe-platform-unknown": LOW,
    "cpe-unspecific": LOW,
}
"""A package URL names the package itself; a CPE name a product, in which packages are hard to tell apart; the rest leaves
something open."""

ECOSYSTEM_FIRST = "matching.policy.ecosystem-first"
ANY_AFFECTED = "matching.policy.any-affected"
"""Rules that decide between sources: the better one; and among equals, that one calling a version affected suffices."""

ECOSYSTEM_RANK, RECORD_RANK, CPE_RANK = 0, 1, 2


def confidence_of(criterion: str) -> str:
    """Return what a match by a criterion is worth: ``high``, ``medium`` or ``low``."""
    return _CONFIDENCE.get(criterion, MEDIUM)


@cache
def rank_of(source: str) -> int:
    """Return the place of a source where sources disagree: ecosystem sources and suppliers, the CVE record, CPE sources."""
    family = source.partition(":")[0]
    if family in ("osv", "csaf"):
        return ECOSYSTEM_RANK
    return RECORD_RANK if family == "cve" else CPE_RANK


def parse_methods(texts: list[str] | None) -> frozenset[str]:
    """Return the methods named in a list of comma-separated words; None gives the default.

    Raises:
        InputError: ``matching.not_a_method``, or none is named.
    """
    if texts is None:
        return DEFAULT_METHODS
    words = [word.strip() for text in texts for word in text.split(",") if word.strip()]
    for word in words:
        if word not in METHODS:
            raise InputError("matching.not_a_method", given=word, known=", ".join(METHODS))
    if not words:
        raise InputError("matching.not_a_method", given="", known=", ".join(METHODS))
    return frozenset(words)
