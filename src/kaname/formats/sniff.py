"""What a document is, by its content; the name of a file is never asked.

Cheap (the first kilobytes decide, else one skipping pass) and total: any bytes give an answer, none give an error.
"""

import re
from xml.parsers import expat

import msgspec
from msgspec import Raw, Struct

from kaname.errors import KanameError
from kaname.formats.compression import archive_of, compression_of, decompress, first_bytes
from kaname.formats.limits import SNIFF_BYTES
from kaname.formats.text import text_encoding

CYCLONEDX_NAMESPACE = "http://cyclonedx.org/schema/bom/"


class Sniffed(Struct, frozen=True, kw_only=True):
    """What a document looks like.

    Attributes:
        format: a format of ``Sbom.format`` that is read here; None where the document is none of them.
        spec_version: as written; None where the first look does not find it.
        looks_like: in the field's words, what a document that is not read here seems to be (``SARIF``, ``CSAF`` …); one of
            ``empty``, ``json``, ``xml``, ``text``, ``binary`` where only its shape is known; ``""`` where ``format`` is set.
    """

    format: str | None = None
    spec_version: str | None = None
    looks_like: str = ""


# What an absent field holds. (``Raw | None`` would be decoded as None only.)
_ABSENT = Raw()


class _Head(Struct):
    """Top-level fields that tell JSON documents apart; everything else is skipped."""

    bom_format: Raw = msgspec.field(name="bomFormat", default=_ABSENT)
    spec_version: Raw = msgspec.field(name="specVersion", default=_ABSENT)
    spdx_version: Raw = msgspec.field(name="spdxVersion", default=_ABSENT)
    context: Raw = msgspec.field(name="@context", default=_ABSENT)
    schema: Raw = msgspec.field(name="$schema", default=_ABSENT)
    type_: Raw = msgspec.field(name="_type", default=_ABSENT)
    payload_type: Raw = msgspec.field(name="payloadType", default=_ABSENT)
    document: Raw = _ABSENT
    runs: Raw = _ABSENT
    sbom: Raw = _ABSENT
    artifacts: Raw = _ABSENT
    matches: Raw = _ABSENT
    affected: Raw = _ABSENT
    schema_version: Raw = msgspec.field(name="SchemaVersion", default=_ABSENT)
    lockfile_version: Raw = msgspec.field(name="lockfileVersion", default=_ABSENT)
    spdx_id: Raw = msgspec.field(name="SPDXID", default=_ABSENT)


_CYCLONEDX_FRONT = re.compile(
    rb'\s*\{\s*(?:"\$schema"\s*:\s*"[^"\\]*"\s*,\s*)?"bomFormat"\s*:\s*"CycloneDX"\s*,\s*"specVersion"\s*:\s*"([0-9.]{1,8})"'
)
_SPDX_FRONT = re.compile(
    rb'\s*\{\s*(?:"SPDXID"\s*:\s*"SPDXRef-DOCUMENT"\s*,\s*)?"spdxVersion"\s*:\s*"SPDX-([0-9.]{1,8})"\s*,'
)
_TAG_VALUE = re.compile(rb"^[ \t]*SPDXVersion:[ \t]*(?:SPDX-)?(\S{1,20})", re.MULTILINE)
_YAML = re.compile(rb"""^["']?spdxVersion["']?[ \t]*:[ \t]+["']?(?:SPDX-)?([^\s"']{1,20})""", re.MULTILINE)
_LONGEST_TEXT_BYTES = 1000
_SPACE = b" \t\r\n"


def sniff_format(data: bytes) -> Sniffed:
    """Say what a document is.

    Args:
        data: the bytes of a file, compressed or not. Never raises.
    """
    if compression_of(data):
        head = first_bytes(data, SNIFF_BYTES)
        found = sniff_document(head)
        if found.format or (len(head) < SNIFF_BYTES):
            return found
        try:
            data = decompress(data)[0]
        except KanameError:
            return found
    return sniff_document(data)


def sniff_document(data: bytes) -> Sniffed:
    """Say what an uncompressed document is. Never raises."""
    archive = archive_of(data)
    if archive:
        return Sniffed(looks_like=archive)
    encoding, skip = text_encoding(data)
    if encoding != "utf-8":
        data = data[skip:].decode(encoding, "replace").encode("utf-8", "replace")
    elif skip:
        data = data[skip:]
    start = data[:SNIFF_BYTES].lstrip(_SPACE)
    if not start:
        return Sniffed(looks_like="empty") if not data.strip(_SPACE) else Sniffed(looks_like="text")
    if start[:1] == b"{":
        return _sniff_json(data)
    if start[:1] == b"[":
        return Sniffed(looks_like="json")
    if start[:1] == b"<":
        return _sniff_xml(data)
    return _sniff_lines(data)


def _sniff_json(data: bytes) -> Sniffed:
    front = _CYCLONEDX_FRONT.match(data, 0, SNIFF_BYTES)
    if front:
        return Sniffed(format="cyclonedx-json", spec_version=front[1].decode())
    front = _SPDX_FRONT.match(data, 0, SNIFF_BYTES)
    if front and b'"bomFormat"' not in data:
        return Sniffed(format="spdx-json", spec_version=front[1].decode())
    try:
        head = msgspec.json.decode(data, type=_Head)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _sniff_json_text(data[:SNIFF_BYTES])
    spec_version = _text(head.spec_version)
    if _is_there(head.bom_format) and _text(head.bom_format) == "CycloneDX":
        return Sniffed(format="cyclonedx-json", spec_version=spec_version)
    if _is_there(head.spdx_version):
        return Sniffed(format="spdx-json", spec_version=(_text(head.spdx_version) or "").removeprefix("SPDX-") or None)
    context = _start(head.context, 1000)
    if b"spdx.org/rdf/3" in context:
        version = re.search(rb"spdx\.org/rdf/(3[0-9.]*[0-9]|3)/", context)
        return Sniffed(format="spdx3-json-ld", spec_version=version[1].decode() if version else None)
    return Sniffed(looks_like=_other_json(head, context))


def _other_json(head: _Head, context: bytes) -> str:
    document = _start(head.document, 100_000)
    schema = (_text(head.schema) or "").lower()
    signs: tuple[tuple[bool, str], ...] = (
        (b"openvex" in context, "OpenVEX"),
        (b"csaf_version" in document, "CSAF"),
        ("sarif" in schema or (_is_there(head.runs) and "version" in schema), "SARIF"),
        ("in-toto" in (_text(head.type_) or ""), "in-toto"),
        (_is_there(head.payload_type), "DSSE"),
        (b"spdxVersion" in _start(head.sbom, 100_000), "GitHub SBOM API"),
        (b"bomFormat" in _start(head.sbom, 100_000), "CycloneDX (wrapped)"),
        (_is_there(head.lockfile_version), "package-lock.json"),
        (_is_there(head.schema_version), "Trivy JSON"),
        (_is_there(head.matches), "Grype JSON"),
        (_is_there(head.artifacts), "Syft JSON"),
        (_is_there(head.affected), "OSV"),
        ("cyclonedx" in schema or _is_there(head.spec_version), "CycloneDX (no bomFormat)"),
        (_is_there(head.spdx_id), "SPDX (no spdxVersion)"),
    )
    return next((name for sign, name in signs if sign), "json")


def _sniff_json_text(head: bytes) -> Sniffed:
    # The text is damaged somewhere: its first kilobytes still say who is to tell where.
    if re.search(rb'"bomFormat"\s*:\s*"CycloneDX"', head):
        return Sniffed(format="cyclonedx-json")
    if re.search(rb'"spdxVersion"\s*:\s*"SPDX-', head):
        return Sniffed(format="spdx-json")
    if re.search(rb'"@context"\s*:\s*\[?\s*"https://spdx\.org/rdf/3', head):
        return Sniffed(format="spdx3-json-ld")
    return Sniffed(looks_like="json")


class _RootFound(Exception):
    """Carries the name of the root element out of the parser."""


def _sniff_xml(data: bytes) -> Sniffed:
    root = _root_element(data[:SNIFF_BYTES])
    if root is None:
        return Sniffed(looks_like="xml")
    space, _, name = root.rpartition(" ")
    if space.startswith(CYCLONEDX_NAMESPACE):
        return Sniffed(format="cyclonedx-xml", spec_version=space.removeprefix(CYCLONEDX_NAMESPACE)[:20])
    if name == "RDF":
        return Sniffed(looks_like="SPDX RDF/XML" if b"spdx.org/rdf" in data[:SNIFF_BYTES] else "RDF/XML")
    return Sniffed(looks_like=f"XML <{name[:60]}>")


def _root_element(head: bytes) -> str | None:
    # Every encoding that may be declared is ASCII where markup is concerned; UTF-16 was recoded before.
    parser = expat.ParserCreate("iso-8859-1", namespace_separator=" ")

    def found(name: str, _attributes: object) -> None:
        raise _RootFound(name)

    parser.StartElementHandler = found
    try:
        parser.Parse(head, False)
    except _RootFound as root:
        return str(root)
    except (expat.ExpatError, ValueError, LookupError):
        return None
    return None


def _sniff_lines(data: bytes) -> Sniffed:
    tag = _TAG_VALUE.search(data)
    if tag:
        return Sniffed(format="spdx-tag-value", spec_version=tag[1].decode("utf-8", "replace"))
    yaml = _YAML.search(data)
    if yaml:
        return Sniffed(format="spdx-yaml", spec_version=yaml[1].decode("utf-8", "replace"))
    head = data[:SNIFF_BYTES]
    if re.search(rb"^(?:PackageName|SPDXID|DocumentName|DocumentNamespace|DataLicense):", head, re.MULTILINE):
        return Sniffed(looks_like="SPDX (no SPDXVersion)")
    return Sniffed(looks_like="binary" if b"\0" in head else "text")


def _is_there(value: Raw) -> bool:
    return len(memoryview(value)) > 0


def _start(value: Raw, count: int) -> bytes:
    return bytes(memoryview(value)[:count])


def _text(value: Raw) -> str | None:
    if not 0 < len(memoryview(value)) <= _LONGEST_TEXT_BYTES:
        return None
    try:
        return msgspec.json.decode(value, type=str)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
