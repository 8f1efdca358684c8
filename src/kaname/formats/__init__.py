"""Formats: bytes to documents and back; sniffed by content, typed, nothing silently dropped.

read_sbom(data)      a bill of materials of any format
sniff_format(data)   what a document is
decompress(data)     gzip and zstd, within limits
decode_text(data)    byte order marks, UTF-16, invalid UTF-8
extras(sbom)         fields that the reader did not understand
write_sbom(sbom, …)  bytes of any format, with the list of what it cannot say
"""

from kaname.formats.compression import decompress
from kaname.formats.limits import MAX_DOCUMENT_BYTES
from kaname.formats.reading import extras, read_sbom
from kaname.formats.sniff import Sniffed, sniff_format
from kaname.formats.text import decode_text
from kaname.formats.writing import WRITABLE, Written, write_sbom

__all__ = [
    "MAX_DOCUMENT_BYTES",
    "WRITABLE",
    "Sniffed",
    "Written",
    "decode_text",
    "decompress",
    "extras",
    "read_sbom",
    "sniff_format",
    "write_sbom",
]
