"""JSON with places: syntax errors by line and column, wrong types by path, nesting refused before it hurts.

Every JSON format reads through ``decode_json``. Depth needs no scan of its own: the decoder counts nesting on Python's
recursion limit (1,000), also in fields that it skips, and stops in microseconds. Readers walk what it lets through without
recursion.
"""

import re
from typing import TypeVar

import msgspec

from kaname.errors import InputError
from kaname.formats.positions import place
from kaname.formats.text import utf8_bytes

T = TypeVar("T")

_BYTE = re.compile(r" \(byte (\d+)\)$")
_WHERE = re.compile(r" - at `(?:key in )?\$?\.?(.*?)`$")
_TYPES = re.compile(r"Expected `(?P<expected>[^`]*)`, got `(?P<found>[^`]*)`")


def decode_json(data: bytes, type_: type[T]) -> T:
    """Decode JSON text into a type.

    Args:
        data: UTF-8, UTF-16 or UTF-32, with or without byte order mark.
        type_: what to build: a Struct, ``dict``, ``msgspec.Raw`` …

    Raises:
        InputError: ``formats.invalid_text`` and ``formats.json_syntax`` with line and column, ``formats.json_too_deep``,
            ``formats.json_type`` with the path of the value.
    """
    text = utf8_bytes(data)
    try:
        return msgspec.json.decode(text, type=type_)
    except msgspec.ValidationError as error:
        raise type_error(error) from None
    except msgspec.DecodeError as error:
        raise syntax_error(error, text) from None
    except RecursionError:
        raise InputError("formats.json_too_deep") from None


def syntax_error(error: msgspec.DecodeError, text: bytes) -> InputError:
    """Return the error for JSON text that is none, with line and column."""
    words = str(error)
    found = _BYTE.search(words)
    offset = int(found[1]) if found else len(text)
    if "truncated" in words:
        return InputError("formats.json_truncated", path=place(text, len(text)), offset=len(text))
    reason = _BYTE.sub("", words).removeprefix("JSON is malformed: ")
    return InputError("formats.json_syntax", path=place(text, offset), offset=offset, reason=reason)


def type_error(error: msgspec.ValidationError, prefix: str = "") -> InputError:
    """Return the error for a JSON value of a wrong type, with its path.

    Args:
        error: what the decoder said.
        prefix: path of the value that was decoded, such as ``components[3]``.
    """
    words = str(error)
    where = _WHERE.search(words)
    path = prefix
    if where and where[1]:
        path = f"{prefix}.{where[1]}" if prefix and not where[1].startswith("[") else prefix + where[1]
    types = _TYPES.search(words)
    if types:
        return InputError("formats.json_type", path=path or None, expected=types["expected"], found=types["found"])
    return InputError("formats.json_value", path=path or None, reason=_WHERE.sub("", words))
