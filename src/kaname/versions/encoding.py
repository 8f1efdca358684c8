"""Bytes whose order is the order of the numbers and words that they stand for; shared by the modules of the schemes.

The first byte of every number lies in ``NUMBER_LOWEST`` to ``NUMBER_HIGHEST``. Bytes below are free for marks that sort
before any number (``0x00`` to ``0x1f``), bytes above for marks that sort after it.
"""

from typing import Final

NUMBER_LOWEST: Final = 0x20
NUMBER_HIGHEST: Final = 0xDF
_LONG: Final = 0xDF
_LONGEST_SHORT: Final = _LONG - NUMBER_LOWEST - 1
_REMEMBERED_DIGITS: Final = 4
WORD_END: Final = b"\x00"


def encode_number(digits: str) -> bytes:
    """Return the key of a number written in ASCII digits: its length without leading zeros, then the digits.

    The empty string is zero. Any length up to 65,535 digits keeps its order.
    """
    digits = digits.lstrip("0")
    length = len(digits)
    if length <= _LONGEST_SHORT:
        return bytes((NUMBER_LOWEST + length,)) + digits.encode("ascii")
    return bytes((_LONG,)) + length.to_bytes(2, "big") + digits.encode("ascii")


class _Numbers(dict[str, bytes]):
    """Keys of numbers; short ones are remembered (at most about 11,000 spellings), so that a look-up is all it takes."""

    def __missing__(self, digits: str) -> bytes:
        key = encode_number(digits)
        if len(digits) <= _REMEMBERED_DIGITS:
            self[digits] = key
        return key


NUMBER: Final = _Numbers()
ZERO: Final = NUMBER[""]


def encode_word(word: str) -> bytes:
    """Return the key of a word in the order of its code points, closed so that a shorter word sorts first.

    The word must not hold U+0000. Lone surrogates keep their place.
    """
    return word.encode("utf-8", "surrogatepass") + WORD_END
