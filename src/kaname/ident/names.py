"""Names of products and suppliers in words, brought to a form in which spellings of one name are equal.

Holds folding of width, case, kana and separators, and the legal-form words that companies carry. Refuses nothing.
"""

import re
import unicodedata
from functools import lru_cache

# Legal forms as suppliers and JVN iPedia write them. Words first, so that they go only where they stand alone.
_LEGAL_JA = re.compile(
    r"株式会社|有限会社|合同会社|合資会社|合名会社|特定非営利活動法人|独立行政法人|国立研究開発法人|(?:一般|公益)?(?:財団|社団)法人"
    r"|\(株\)|\(有\)|\(同\)|\(財\)|\(社\)|\(独\)|㈱|㈲"
)
_LEGAL_WORDS = frozenset(
    {
        "inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "llp", "lp", "plc", "gmbh",
        "ag", "kg", "se", "sa", "sas", "sarl", "spa", "srl", "bv", "nv", "ab", "as", "asa", "oy", "oyj", "aps", "pty", "pte",
        "kk", "kabushiki", "kaisha", "godo", "gaisha", "foundation", "the",
    }
)  # fmt: skip
_LEGAL_PHRASES = re.compile(r"\b(?:l\.l\.c|s\.p\.a|s\.r\.l|s\.a\.s|s\.a|b\.v|n\.v|k\.k|g\.k|a\.s|a/s)\b\.?")
_SEPARATORS = re.compile(r"[\s\-_./,:;'\"`’‘“”()\[\]{}<>|\\・‐‑–—―&+!?*#@=~^%$]+")
_HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_LONG_VOWEL = re.compile(r"(?<=[\u30a0-\u30ff])[‐‑–—―−]")  # typed for the long-vowel mark; a plain hyphen separates


@lru_cache(maxsize=65_536)
def product_key(text: str) -> str:
    """Return a product name folded: NFKC (full and half width), case, hiragana to katakana, separators to single spaces."""
    return " ".join(_words(text))


@lru_cache(maxsize=65_536)
def supplier_key(text: str) -> str:
    """Return a supplier's name folded like a product name and without legal-form words, unless nothing else is left.

    ``（株）日立製作所`` and ``株式会社 日立製作所`` give the same; ``The Apache Software Foundation, Inc.`` gives
    ``apache software``.
    """
    plain = unicodedata.normalize("NFKC", text)
    plain = _LEGAL_PHRASES.sub(" ", _LEGAL_JA.sub(" ", plain.casefold()))
    words = _words(plain)
    kept = [word for word in words if word not in _LEGAL_WORDS]
    return " ".join(kept or words or _words(text))


def compact(key: str) -> str:
    """Return a key without its spaces: ``log 4 j`` and ``log4j`` give the same."""
    return key.replace(" ", "")


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_HIRAGANA)
    folded = _LONG_VOWEL.sub("ー", folded)
    return [word for word in _SEPARATORS.split(folded) if word]
