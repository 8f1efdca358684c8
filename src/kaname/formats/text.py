"""From bytes to text: byte order marks, UTF-16 and UTF-32, and where bytes are not text.

Refuses invalid UTF-8 instead of replacing it: a replaced character in a name or version would be a wrong match later.
"""

import codecs

from kaname.errors import InputError
from kaname.formats.positions import line_and_column

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark starts with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHUNK_BYTES = 1 << 20


def text_encoding(data: bytes) -> tuple[str, int]:
    """Return the Unicode encoding that the first bytes show, and how many bytes its mark takes.

    Without a mark, zero bytes around the first character tell UTF-16 and UTF-32 (RFC 4627, section 3); else UTF-8.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, len(mark)
    zeros = tuple([byte == 0 for byte in data[:4]])
    shapes: dict[tuple[bool, ...], str] = {
        (True, True, True, False): "utf-32-be",
        (False, True, True, True): "utf-32-le",
        (True, False, True, False): "utf-16-be",
        (False, True, False, True): "utf-16-le",
    }
    return shapes.get(zeros, "utf-8"), 0


def utf8_bytes(data: bytes) -> bytes:
    """Return a document as checked UTF-8 without mark; the same object where it is that already.

    Raises:
        InputError: ``formats.invalid_text``, with byte offset, line and column.
    """
    encoding, skip = text_encoding(data)
    if encoding != "utf-8":
        return decode_text(data).encode("utf-8")
    if not data.isascii():
        _check_utf8(data)
    return data[skip:] if skip else data


def decode_text(data: bytes) -> str:
    """Return the text of a document in UTF-8, UTF-16 or UTF-32, its mark taken off.

    Raises:
        InputError: ``formats.invalid_text``, with byte offset, line and column.
    """
    encoding, skip = text_encoding(data)
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        raise _invalid(data, skip + error.start, encoding) from None


def _check_utf8(data: bytes) -> None:
    # In pieces, so that a large document is not held a second time as text.
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(data)
    for start in range(0, len(data), _CHUNK_BYTES):
        piece = view[start : start + _CHUNK_BYTES]
        held = len(decoder.getstate()[0])
        try:
            decoder.decode(piece, final=start + _CHUNK_BYTES >= len(data))
        except UnicodeDecodeError as error:
            raise _invalid(data, start - held + error.start, "utf-8") from None


def _invalid(data: bytes, offset: int, encoding: str) -> InputError:
    line, column = line_and_column(data, offset)
    return InputError(
        "formats.invalid_text",
        path=f"line {line}, column {column}",
        encoding=encoding.upper(),
        offset=offset,
        byte=f"0x{data[offset]:02X}" if offset < len(data) else "",
    )
