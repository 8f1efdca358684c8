"""XML before it is parsed: its encoding, and a prolog without document type declaration.

Refuses every DTD, and with it every entity, internal or external: nothing is expanded, nothing is fetched.
"""

import codecs
import re
from xml.parsers import expat

from kaname.errors import InputError
from kaname.formats.text import decode_text, text_encoding

_CHUNK_BYTES = 256 << 10
# Encodings that the parser knows itself; anything else that Python knows is recoded first (Shift_JIS, EUC-JP …).
_NATIVE = frozenset({"utf-8", "utf-16", "iso8859-1", "ascii"})
# Codecs of Python that are no character encoding of a document, and one that takes the square of its input.
_NOT_FOR_DOCUMENTS = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")


class _PrologOver(Exception):
    """The root element begins; nothing before it was forbidden."""


def recode_xml(data: bytes) -> tuple[bytes, str | None]:
    """Return a document in an encoding that the parser knows.

    Returns:
        The bytes, and the encoding that the parser must be told; None where it finds out by itself.

    Raises:
        InputError: ``formats.xml_encoding``; ``formats.invalid_text`` for damaged UTF-32.
    """
    encoding, mark = text_encoding(data)
    if encoding.startswith("utf-32"):
        return decode_text(data).encode("utf-8"), "utf-8"
    if encoding != "utf-8" or mark:
        return data, None  # a mark or zero bytes: the parser sees them itself
    declared = _DECLARED.match(data, 0, 400)
    if not declared:
        return data, None
    name = declared[1].decode("ascii")
    try:
        codec = codecs.lookup(name).name
        if codec in _NATIVE:
            return data, None
        if codec in _NOT_FOR_DOCUMENTS:
            raise LookupError(codec)
        return data.decode(name).encode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        raise InputError("formats.xml_encoding", encoding=name, offset=error.start) from None
    except (LookupError, ValueError):
        raise InputError("formats.xml_encoding", encoding=name, offset=0) from None


def check_prolog(data: bytes, encoding: str | None) -> str:
    """Look at what stands before the root element.

    Args:
        data: the document, as ``recode_xml`` returns it.
        encoding: as ``recode_xml`` returns it.

    Returns:
        The namespace of the root element, ``""`` for none.

    Raises:
        InputError: ``formats.xml_dtd``, ``formats.xml_syntax``, ``formats.xml_encoding``.
    """
    parser = expat.ParserCreate(encoding, namespace_separator=" ")
    found = ""

    def root(name: str, _attributes: object) -> None:
        nonlocal found
        found = name.rpartition(" ")[0]
        raise _PrologOver

    def doctype(*_: object) -> None:
        raise InputError(
            "formats.xml_dtd", path=f"line {parser.CurrentLineNumber}, column {parser.CurrentColumnNumber + 1}"
        )

    parser.StartElementHandler = root
    parser.StartDoctypeDeclHandler = doctype
    try:
        for start in range(0, len(data), _CHUNK_BYTES):
            parser.Parse(data[start : start + _CHUNK_BYTES], False)
    except _PrologOver:
        return found
    except expat.ExpatError as error:
        place = f"line {error.lineno}, column {error.offset + 1}"
        raise InputError("formats.xml_syntax", path=place, reason=expat.ErrorString(error.code)) from None
    except (ValueError, LookupError):
        raise InputError("formats.xml_encoding", encoding="", offset=0) from None
    return found
