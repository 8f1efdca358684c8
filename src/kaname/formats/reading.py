"""Reading a bill of materials of any format: unpack, sniff, hand to the reader.

Refuses what no reader here understands, naming what it looks like.
"""

import hashlib
from typing import Any

import msgspec

from kaname.errors import InputError, UnsupportedError
from kaname.formats.compression import decompress
from kaname.formats.json_text import decode_json
from kaname.formats.limits import MAX_DOCUMENT_BYTES
from kaname.formats.sniff import Sniffed, sniff_document
from kaname.formats.text import decode_text, utf8_bytes
from kaname.formats.xml_text import check_prolog, recode_xml
from kaname.model.sbom import Original, Sbom

_SHAPES = frozenset({"json", "xml", "text", "binary"})


def read_sbom(data: bytes, *, name: str = "", limit: int = MAX_DOCUMENT_BYTES) -> Sbom:
    """Read a bill of materials: CycloneDX JSON or XML, SPDX 2 JSON, tag-value or YAML, SPDX 3 JSON-LD.

    Args:
        data: the bytes of a file, gzip and zstd included.
        name: what the document is called in errors; never used to decide the format.
        limit: most bytes the unpacked document may have.

    Returns:
        The document; ``problems`` lists what is wrong in it and did not stop the reading.

    Raises:
        InputError: empty, damaged, not an SBOM, or over a limit; with line and column or path.
        UnsupportedError: a format or version that is not read here.
    """
    document, compression = decompress(data, limit=limit)
    sniffed = sniff_document(document)
    if sniffed.format is None:
        raise _refusal(document, sniffed, name)
    original = Original(data=document, sha256=hashlib.sha256(document).hexdigest(), compression=compression)
    return _read(sniffed.format, original)


def extras(sbom: Sbom) -> tuple[tuple[str, Any], ...]:
    """Return what the reader of a document did not understand.

    Decodes the original again, so that it costs about as much time as reading did, and memory only while it runs.

    Returns:
        Pairs of path (``components[3].modelCard``) and raw JSON value or XML text, in document order; empty where everything
        was understood.
    """
    if sbom.format.startswith("cyclonedx-"):
        from kaname.formats import cyclonedx

        return cyclonedx.extras(sbom)
    if sbom.format == "spdx3-json-ld":
        from kaname.formats import spdx3

        return spdx3.extras(sbom)
    if sbom.format.startswith("spdx-"):
        from kaname.formats import spdx2

        return spdx2.extras(sbom)
    raise UnsupportedError("formats.other_format", name="", looks_like=sbom.format)


def _read(format_: str, original: Original) -> Sbom:
    # Imported where they are used: one run mostly reads one format.
    if format_ in ("cyclonedx-json", "cyclonedx-xml"):
        from kaname.formats import cyclonedx

        if format_ == "cyclonedx-json":
            return cyclonedx.read_cyclonedx_json(original)
        return cyclonedx.read_cyclonedx_xml(original)
    if format_ == "spdx3-json-ld":
        from kaname.formats.spdx3 import read_spdx3

        return read_spdx3(utf8_bytes(original.data), original)
    from kaname.formats import spdx2

    if format_ == "spdx-json":
        return spdx2.read_spdx_json(utf8_bytes(original.data), original)
    if format_ == "spdx-tag-value":
        return spdx2.read_spdx_tag_value(decode_text(original.data), original)
    return spdx2.read_spdx_yaml(decode_text(original.data), original)


def _refusal(document: bytes, sniffed: Sniffed, name: str) -> InputError | UnsupportedError:
    looks_like = sniffed.looks_like
    if looks_like == "empty":
        return InputError("formats.empty", name=name)
    if looks_like == "json":
        decode_json(document, msgspec.Raw)  # raises with line and column where it is not even JSON
    if looks_like == "xml":
        check_prolog(*recode_xml(document))  # raises with line and column where the prolog is damaged
    if looks_like == "text":
        decode_text(document)  # raises where it is not even text
    if looks_like in _SHAPES:
        return InputError(f"formats.not_an_sbom_{looks_like}", name=name)
    if looks_like.startswith("XML <"):
        return InputError("formats.not_an_sbom_element", name=name, element=looks_like.removeprefix("XML "))
    return UnsupportedError("formats.other_format", name=name, looks_like=looks_like)
