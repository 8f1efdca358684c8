"""Versions of products as advisories tell them in words, read as bounds where the words leave no doubt.

Holds the phrases of JVN iPedia (「2.0 から 2.4.1 より前のバージョン」) and of CSAF range branches (VERS, signs). Refuses
to guess: anything with further words in it gives None, and the record then matches nothing and is reported.
"""

import re
import unicodedata

from kaname.errors import InputError
from kaname.versions.vers import parse_vers

Bounds = tuple[tuple[str, str], ...]
_VERSION = r"(?:ver(?:sion)?\.?\s*|バージョン\s*|v)?(\d[0-9A-Za-z]*(?:[.+_-][0-9A-Za-z]+)*)"
_BEFORE = r"\s*(?:より前(?:の\s*バージョン)?|未満(?:の\s*バージョン)?)"
_UP_TO = r"\s*(?:およびそれ以前|及びそれ以前|以前|以下|まで)(?:の\s*バージョン)?"
_FROM = r"\s*(?:以上|以降|から)(?:の\s*バージョン)?"
_PHRASES = (
    (re.compile(rf"{_VERSION}{_FROM}\s*{_VERSION}{_BEFORE}", re.IGNORECASE), (">=", "<")),
    (re.compile(rf"{_VERSION}{_FROM}\s*{_VERSION}{_UP_TO}", re.IGNORECASE), (">=", "<=")),
    (re.compile(rf"{_VERSION}{_BEFORE}", re.IGNORECASE), ("<",)),
    (re.compile(rf"{_VERSION}{_UP_TO}", re.IGNORECASE), ("<=",)),
    (re.compile(rf"{_VERSION}{_FROM}", re.IGNORECASE), (">=",)),
    (re.compile(_VERSION, re.IGNORECASE), ("=",)),
    (re.compile(rf"{_VERSION} (?:and (?:earlier|prior)|or earlier)(?: versions)?", re.IGNORECASE), ("<=",)),
    (re.compile(rf"(?:versions )?prior to {_VERSION}", re.IGNORECASE), ("<",)),
)
_REMARK = re.compile(r"\s*[(（][^()（）]*CVE-[^()（）]*[)）]\s*$")


def read_phrase(text: str) -> Bounds | None:
    """Return the bounds that a Japanese or English phrase states; None where it says anything else.

    Full-width letters count as half-width ones; a remark in brackets at the end that names CVE ids is left aside only where
    the caller has one vulnerability (``CVE-…`` in it restricts the phrase to those ids).
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    for pattern, signs in _PHRASES:
        match = pattern.fullmatch(plain)
        if match:
            return tuple(zip(signs, match.groups(), strict=True))
    return None


def without_remark(text: str) -> str:
    """Return a phrase without the bracket at its end that says which CVE ids it is about."""
    return _REMARK.sub("", text)


def read_range_text(text: str) -> tuple[Bounds, ...] | None:
    """Return the alternatives of bounds that a CSAF range branch states, as VERS or in signs; None where it is neither."""
    plain = text.strip()
    if plain.startswith("vers:"):
        return _vers(plain)
    if plain in ("*", "all", "all versions"):
        return ((),)
    signs = re.fullmatch(rf"(?:{_VERSION}\s*(<|<=)\s*)?(?:(<=|>=|<|>|=)\s*)?{_VERSION}", plain, re.IGNORECASE)
    if signs:
        low, between, alone, high = signs.groups()
        if low is not None and alone is None:
            return ((((">=", low),) if low != "0" else ()) + ((between, high),),)
        if low is None:
            return (((alone or "=", high),),)
    phrase = read_phrase(plain)
    return (phrase,) if phrase else None


def _vers(text: str) -> tuple[Bounds, ...] | None:
    try:
        vers = parse_vers(text)
    except InputError:
        return None
    constraints = [(item.comparator, item.version) for item in vers.constraints]
    if constraints == [("*", "")]:
        return ((),)
    if any(sign == "!=" for sign, _ in constraints):
        return None
    alternatives: list[Bounds] = []
    pending: Bounds = ()
    for sign, version in constraints:
        if sign in (">", ">="):
            if pending:
                return None
            pending = ((sign, version),)
        elif sign in ("<", "<="):
            alternatives.append((*pending, (sign, version)))
            pending = ()
        elif not pending:
            alternatives.append((("=", version),))
        else:
            return None
    return (*alternatives, *((pending,) if pending else ()))
