"""Maven versions: the order of ``ComparableVersion``, as Maven's POM reference describes it.

Source: Maven POM reference, "Version Order Specification". A version is a sequence of numbers and qualifiers, each with
its separator; a change between letters and digits separates like ``-``, and a qualifier after ``.`` counts as one after
``-``. "Null" parts (0, ``ga``, ``final``, ``release``, nothing) at the end and before a hyphen do not count. Part by part:
alpha < beta < milestone < rc = cr < snapshot < end < sp < other qualifiers < ``-number`` < ``.number``.

Maven's own comparison of nested lists is not transitive for a few shapes that nobody publishes (``1.sp.1``, ``1-1``,
``1-alpha``); the specification above, which is, decides there.
"""

import re
from typing import Final

from kaname.versions.encoding import NUMBER, ZERO, encode_word
from kaname.versions.order import Undetermined

_PLAIN: Final = re.compile(r"[0-9]+(?:\.[0-9]+)*", re.ASCII).fullmatch
_TOKENS: Final = re.compile(r"([.-]?)([0-9]+|[^0-9.-]+|(?=[.-]|$))", re.ASCII).findall

_END: Final = b"\x10"
_NULL_WITHIN: Final = b"\x11"
_QUALIFIERS: Final = {
    "alpha": b"\x02", "beta": b"\x03", "milestone": b"\x04", "rc": b"\x05", "cr": b"\x05", "snapshot": b"\x06",
    "": _NULL_WITHIN, "ga": _NULL_WITHIN, "final": _NULL_WITHIN, "release": _NULL_WITHIN, "sp": b"\x14",
}  # fmt: skip
_OTHER_QUALIFIER: Final = b"\x15"
_AFTER_HYPHEN: Final = b"\x18"
_HYPHEN_ZERO: Final = _AFTER_HYPHEN + ZERO
_SHORT_FORMS: Final = {"a": b"\x02", "b": b"\x03", "m": b"\x04"}
_NULLS: Final = frozenset((ZERO, _HYPHEN_ZERO, _NULL_WITHIN))


def maven_key(text: str) -> bytes | Undetermined:
    """Return the key of a Maven version. Any text has a place in Maven's order; what no build writes is refused."""
    if _PLAIN(text):
        parts = [NUMBER[part] for part in text.split(".")]
        while parts and parts[-1] == ZERO:
            parts.pop()
        return b"".join(parts) + _END
    if "${" in text or any(map(str.isspace, text)):
        return Undetermined("versions.not_maven", text)
    return _tokens_key(text.lower())


def _tokens_key(text: str) -> bytes:
    parts: list[bytes] = []
    tokens = _TOKENS(text)
    last = len(tokens) - 1
    for index, (separator, token) in enumerate(tokens):
        if not separator and not token:
            continue
        if not token or token[0].isdecimal() and token.isascii():
            if separator == "." or not index:
                parts.append(NUMBER[token])
            else:
                _trim(parts)
                parts.append(_AFTER_HYPHEN + NUMBER[token])
            continue
        _trim(parts)
        if index < last and token in _SHORT_FORMS and not tokens[index + 1][0] and tokens[index + 1][1]:
            parts.append(_SHORT_FORMS[token])
        else:
            parts.append(_QUALIFIERS.get(token) or _OTHER_QUALIFIER + encode_word(token))
    _trim(parts)
    return b"".join(parts) + _END


def _trim(parts: list[bytes]) -> None:
    while parts and parts[-1] in _NULLS:
        parts.pop()
