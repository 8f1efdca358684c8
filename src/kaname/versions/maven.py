"""Maven versions: the order of ``ComparableVersion``.

Source: Maven POM reference, "Version Order Specification", and ``org.apache.maven.artifact.versioning.ComparableVersion``.
A version is a chain of lists: ``-`` and every change between letters and digits opens a list inside the last one. "Null"
items (0, ``ga``, ``final``, ``release``, nothing) at the end of a list do not count. Item by item: alpha < beta < milestone <
rc = cr < snapshot < end < sp < any other word; a word sorts before a list, a list before a number.

These rules contradict each other for a few shapes: ``1.1.0 < 1.1.0-1 < 1.1.0.Beta1 < 1.1.0``. A key cannot follow them
there; it keeps every comparison with the end of a version (a Beta is before its release, a build after it), and gives up
the one between build and Beta. ``compare_maven`` answers as Maven does, for each pair by itself.
"""

import re
from typing import Final

from kaname.versions.encoding import NUMBER, ZERO, encode_word
from kaname.versions.order import Undetermined

_PLAIN: Final = re.compile(r"[0-9]+(?:\.[0-9]+)*", re.ASCII).fullmatch
# Characters of ranges, properties and paths; Maven refuses them in coordinates.
_FOREIGN: Final = re.compile(r"[\s\[\](){}<>,:;/\\|?*\"$]").search
_TOKENS: Final = re.compile(r"([.-]?)([0-9]+|[^0-9.-]+|(?=[.-]))", re.ASCII).findall

# Items: a number is its key; a word is its rank, other words with their text. Bytes order them, words before numbers.
_NULL_WORD: Final = b"\x10"
_RANKS: Final = {
    "alpha": b"\x02", "beta": b"\x03", "milestone": b"\x04", "rc": b"\x05", "cr": b"\x05", "snapshot": b"\x06",
    "ga": _NULL_WORD, "final": _NULL_WORD, "release": _NULL_WORD, "sp": b"\x14",
}  # fmt: skip
_BEFORE_DIGITS: Final = {**_RANKS, "a": b"\x02", "b": b"\x03", "m": b"\x04"}
_OTHER_WORD: Final = b"\x15"
_NULLS: Final = frozenset((ZERO, _NULL_WORD))

# Marks of the key, in their order, between and around the items as they are.
_NULL_WORD_THEN_EARLIER: Final = b"\x07"
_LIST_OF_EARLIER: Final = b"\x08"
_LIST_OF_NULL_WORD_THEN_EARLIER: Final = b"\x09"
_LIST_OF_ZERO_THEN_EARLIER: Final = b"\x0a"
_ZERO_THEN_EARLIER: Final = b"\x0b"
_END: Final = b"\x10"
_NULL_WORD_THEN_LATER: Final = b"\x11"
_LIST_OF_NULL_WORD_THEN_LATER: Final = b"\x16"
_LIST_OF_LATER_WORD: Final = b"\x17"
_LIST_OF_NUMBER: Final = b"\x18"

_Lists = list[list[bytes]]


def maven_key(text: str) -> bytes | Undetermined:
    """Return the key of a Maven version. Ranges, unresolved properties and paths are no versions."""
    if _PLAIN(text):
        parts = [NUMBER[part] for part in text.split(".")]
        while parts and parts[-1] == ZERO:
            parts.pop()
        return b"".join(parts) + _END
    if _FOREIGN(text):
        return Undetermined("versions.not_maven", text)
    parts = []
    earlier = False
    for index, items in reversed(list(enumerate(_lists(text)))):
        for place in range(len(items) - 1, -1, -1):
            item = items[place]
            if item not in _NULLS:
                earlier = item < _NULL_WORD
            parts.append(_marked(item, index > 0 and place == 0, earlier))
    parts.reverse()
    return b"".join(parts) + _END


def compare_maven(left: str, right: str) -> int:
    """Return -1, 0 or 1 as Maven itself answers for two versions that have keys, also where its answers contradict."""
    return _compare(_lists(left), _lists(right), 0)


def _lists(text: str) -> _Lists:
    """Cut a version into its chain of lists, each without trailing nulls; lists that hold nothing are left out."""
    lists: _Lists = [[]]
    tokens = _TOKENS(text.lower())
    last = len(tokens) - 1
    after_separator = True
    for index, (separator, token) in enumerate(tokens):
        if separator == "-" or not (separator or after_separator):
            _trim(lists)
            lists.append([])
        after_separator = False
        if not token:
            if index or not separator:
                lists[-1].append(ZERO)
        elif token[0] in "0123456789":
            lists[-1].append(NUMBER[token])
        elif index < last and not tokens[index + 1][0] and tokens[index + 1][1]:
            lists[-1].append(_BEFORE_DIGITS.get(token) or _OTHER_WORD + encode_word(token))
        else:
            lists[-1].append(_RANKS.get(token) or _OTHER_WORD + encode_word(token))
    _trim(lists)
    return lists


def _trim(lists: _Lists) -> None:
    items = lists[-1]
    while items and items[-1] in _NULLS:
        items.pop()
    if not items and len(lists) > 1:
        lists.pop()


def _marked(item: bytes, opens_list: bool, earlier: bool) -> bytes:
    """Return the part of the key for an item; ``earlier``: what follows a null item makes an earlier version."""
    if not opens_list:
        if item == ZERO:
            return _ZERO_THEN_EARLIER if earlier else item
        if item == _NULL_WORD:
            return _NULL_WORD_THEN_EARLIER if earlier else _NULL_WORD_THEN_LATER
        return item
    if item == ZERO:
        return _LIST_OF_ZERO_THEN_EARLIER if earlier else _LIST_OF_NUMBER + item
    if item == _NULL_WORD:
        return _LIST_OF_NULL_WORD_THEN_EARLIER if earlier else _LIST_OF_NULL_WORD_THEN_LATER
    if item < _NULL_WORD:
        return _LIST_OF_EARLIER + item
    return (_LIST_OF_LATER_WORD if item < ZERO else _LIST_OF_NUMBER) + item


def _compare(left: _Lists, right: _Lists, level: int) -> int:
    left_items, right_items = left[level], right[level]
    shared = min(len(left_items), len(right_items))
    for one, other in zip(left_items, right_items, strict=False):
        if one != other:
            return 1 if one > other else -1
    left_rest, right_rest = left_items[shared:], right_items[shared:]
    left_goes_on, right_goes_on = level + 1 < len(left), level + 1 < len(right)
    if left_rest:
        return _against_end_or_list(left_rest, left[level + 1 :], right_goes_on)
    if right_rest:
        return -_against_end_or_list(right_rest, right[level + 1 :], left_goes_on)
    if left_goes_on and right_goes_on:
        return _compare(left, right, level + 1)
    return _against_end(left[level + 1 :]) - _against_end(right[level + 1 :])


def _against_end_or_list(items: list[bytes], further: _Lists, faces_list: bool) -> int:
    if faces_list:
        return 1 if items[0] >= ZERO else -1
    return _against_end([items, *further])


def _against_end(lists: _Lists) -> int:
    for items in lists:
        for item in items:
            if item not in _NULLS:
                return -1 if item < _NULL_WORD else 1
    return 0
