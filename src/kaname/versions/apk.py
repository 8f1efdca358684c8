"""Alpine and Wolfi versions: ``number{.number}…{letter}{_suffix{number}}…{~hash}{-r#}`` in the order of apk-tools.

Source: apk-package(5), "Package info metadata", and the behaviour of ``apk version -t``. Versions are streams of tokens;
where one stream ends or has another kind of token, the kinds decide: prerelease suffix < end < ``-r`` < hash < number of a
suffix < other suffix < letter < number. Numbers after the first that begin with 0 compare as text.

``apk version -t`` also places some versions that are not well-formed. Those that real data holds are read (empty numbers,
a leading dot, ``.r2`` for ``-r2``, an unknown suffix word, rubbish after ``-r``); a lone hyphen, an unknown one-letter suffix
and a dot before ``-r`` are typing errors whose meaning is open, hence undetermined.
"""

import re
from typing import Final

from kaname.versions.encoding import NUMBER, encode_word
from kaname.versions.order import Undetermined

_VERSION: Final = re.compile(
    r"""
    ([0-9]*)                                # first number
    ((?:\.(?!r|-)[0-9]*)*)   # further numbers
    (?:([A-Za-z])([0-9]*)([A-Za-z]*))?      # letter, its number, rubbish
    ((?:_(?:p|[a-z]{2,})[0-9]*)*)
    (?:~([0-9a-f]+))?
    (?:(?:-{1,2}r|\.r(?=[0-9]))([0-9]*)([-a-z].*)?)?
    """,
    re.VERBOSE | re.ASCII,
).fullmatch
_PLAIN: Final = re.compile(r"([0-9]+)((?:\.[1-9][0-9]*|\.0)*)(?:-r([0-9]+))?", re.ASCII).fullmatch
_SUFFIXES: Final = re.compile(r"_([a-z]+)([0-9]*)", re.ASCII).findall

_UNKNOWN: Final = b"\x01"
_SUFFIX: Final = {
    "alpha": b"\x02", "beta": b"\x03", "pre": b"\x04", "rc": b"\x05",
    "cvs": b"\x0d", "svn": b"\x0e", "git": b"\x0f", "hg": b"\x10", "p": b"\x11",
}  # fmt: skip
_RUBBISH_REVISION, _END, _REVISION, _HASH, _SUFFIX_NUMBER = b"\x07", b"\x08", b"\x09", b"\x0a", b"\x0b"
_LETTER, _LETTER_NUMBER, _NUMBER = b"\x12", b"\x13", b"\x14"
_RUBBISH, _CLEAN = b"\x01", b"\x02"
_NO_FIRST_NUMBER: Final = b"\x01"
_LEADING_ZERO: Final = b"\x01"


def _number(digits: str) -> bytes:
    if not digits or digits[0] == "0":
        return _NUMBER + _LEADING_ZERO + encode_word(digits)
    return _NUMBER + NUMBER[digits]


def apk_key(text: str) -> bytes | Undetermined:
    """Return the key of an Alpine version."""
    plain = _PLAIN(text)
    if plain:
        first, more, revision = plain.groups()
        key = NUMBER[first] + b"".join([_number(part) for part in more.split(".")[1:]])
        return key + _REVISION + NUMBER[revision] + _CLEAN if revision else key + _END
    match = _VERSION(text)
    if match is None:
        return Undetermined("versions.not_apk", text)
    first, more, letter, letter_number, rubbish, suffixes, commit, revision, after = match.groups()
    if not first and not more and not letter:
        return Undetermined("versions.not_apk", text)
    parts = [NUMBER[first] if first else _NO_FIRST_NUMBER]
    parts += [_number(part) for part in more.split(".")[1:]]
    if letter:
        parts.append(_LETTER + letter.encode("ascii"))
        if letter_number:
            parts.append(_LETTER_NUMBER + NUMBER[letter_number])
        if rubbish:
            parts.append(_UNKNOWN + encode_word(rubbish))
    for word, digits in _SUFFIXES(suffixes):
        parts.append(_SUFFIX.get(word) or _UNKNOWN + encode_word(word))
        if digits:
            parts.append(_SUFFIX_NUMBER + NUMBER[digits])
    if commit:
        parts.append(_HASH + encode_word(commit))
    if revision is None:
        parts.append(_END)
    elif after and not revision.strip("0"):
        parts.append(_RUBBISH_REVISION)
    else:
        parts.append(_REVISION + NUMBER[revision] + (_RUBBISH if after else _CLEAN))
    return b"".join(parts)
