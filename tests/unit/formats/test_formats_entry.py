"""The shared entry: what a document is, how it is unpacked, and what is refused with which place."""

import gzip
import time
import zlib

import pytest
import zstandard

from kaname.errors import InputError, KanameError, UnsupportedError
from kaname.formats import decode_text, decompress, extras, read_sbom, sniff_format
from kaname.formats.compression import first_bytes
from kaname.formats.cyclonedx import xml_document
from kaname.formats.json_text import decode_json
from kaname.formats.text import utf8_bytes

SMALL = b'{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library", "name": "a"}]}'


@pytest.mark.parametrize(
    ("text", "format_", "version"),
    [
        (SMALL, "cyclonedx-json", "1.6"),
        (b'{"metadata": {}, "specVersion": "1.5", "bomFormat": "CycloneDX"}', "cyclonedx-json", "1.5"),
        (b'{"$schema": "http://x", "bomFormat": "CycloneDX", "specVersion": "1.4"}', "cyclonedx-json", "1.4"),
        (b'{"packages": [], "spdxVersion": "SPDX-2.3"}', "spdx-json", "2.3"),
        (b'{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"}', "spdx3-json-ld", "3.0.1"),
        (b"# remark\nSPDXVersion: SPDX-2.2\n", "spdx-tag-value", "2.2"),
        (b"---\nSPDXID: SPDXRef-DOCUMENT\nspdxVersion: 'SPDX-2.3'\n", "spdx-yaml", "2.3"),
        (b'<b:bom xmlns:b="http://cyclonedx.org/schema/bom/1.3"/>', "cyclonedx-xml", "1.3"),
    ],
)
def test_sniffed_by_content(text: bytes, format_: str, version: str) -> None:
    for data in (text, gzip.compress(text), zstandard.compress(text), b"\xef\xbb\xbf" + text):
        found = sniff_format(data)
        assert (found.format, found.spec_version, found.looks_like) == (format_, version, "")
    assert sniff_format(text.decode().encode("utf-16")).format == format_


@pytest.mark.parametrize(
    ("data", "looks_like"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b'{"@context": "https://openvex.dev/ns/v0.2.0"}', "OpenVEX"),
        (b'{"document": {"csaf_version": "2.0"}}', "CSAF"),
        (b'{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "runs": []}', "SARIF"),
        (b'{"sbom": {"spdxVersion": "SPDX-2.3"}}', "GitHub SBOM API"),
        (b'{"lockfileVersion": 3}', "package-lock.json"),
        (b'{"specVersion": "1.4", "components": []}', "CycloneDX (no bomFormat)"),
        (b"[1]", "json"),
        (b"{}", "json"),
        (b"<html><body/></html>", "XML <html>"),
        (
            b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://spdx.org/rdf/terms#"/>',
            None,
        ),
        (b"PK\x03\x04rest", "ZIP"),
        (b"hello", "text"),
        (b"\x7fELF\x00\x01", "binary"),
    ],
)
def test_other_documents_are_named_and_refused(data: bytes, looks_like: str | None) -> None:
    found = sniff_format(data)
    assert found.format is None
    assert found.looks_like == (looks_like or "SPDX RDF/XML")
    with pytest.raises((InputError, UnsupportedError)):
        read_sbom(data)


@pytest.mark.parametrize(
    ("data", "code", "path"),
    [
        (b"", "formats.empty", None),
        (b"{}", "formats.not_an_sbom_json", None),
        (b'{"bomFormat": "CycloneDX",\n "specVersion": }', "formats.json_syntax", "line 2, column 17"),
        (SMALL[:-10], "formats.json_truncated", f"line 1, column {len(SMALL) - 9}"),
        (b'{"a":\n [1, 2', "formats.json_truncated", "line 2, column 7"),
        (
            b'{"bomFormat": "CycloneDX", "specVersion": "1.6",\n "x": "\xff"}',
            "formats.invalid_text",
            "line 2, column 8",
        ),
        (SMALL.decode().encode("utf-16")[:-1], "formats.invalid_text", None),
        (b"<a/>", "formats.not_an_sbom_element", None),
        (b" \n<?xml version='1.0'?><bom/>", "formats.xml_syntax", "line 2, column 1"),
        (b"<bom\n<", "formats.xml_syntax", "line 2, column 1"),
        (b"<?xml version='1.0' encoding='punycode'?><", "formats.xml_encoding", None),
        (b"words", "formats.not_an_sbom_text", None),
        (b"\x00\x01\x02\x03", "formats.not_an_sbom_binary", None),
    ],
)
def test_refusals_carry_their_place(data: bytes, code: str, path: str | None) -> None:
    with pytest.raises(KanameError) as caught:
        read_sbom(data)
    assert caught.value.code == code
    if path:
        assert caught.value.path == path


def test_text_encodings_read_alike() -> None:
    plain = read_sbom(SMALL).components
    for data in (b"\xef\xbb\xbf" + SMALL, SMALL.decode().encode("utf-16"), SMALL.decode().encode("utf-32-be")):
        assert read_sbom(data).components == plain
        assert read_sbom(data).original.data == data


def test_invalid_utf8_is_placed_across_pieces() -> None:
    good = "é".encode() * 700_000  # ends in another piece than it begins, between the bytes of a letter
    assert utf8_bytes(b"a" + good) == b"a" + good
    for data in (b"a" + good + b"\xff", b"a" + good[:-1]):
        with pytest.raises(InputError) as caught:
            utf8_bytes(data)
        assert caught.value.params["offset"] == len(b"a" + good) - (0 if data.endswith(b"\xff") else 2)
    assert decode_text(b"\xff\xfea\x00") == "a"


def test_compression_is_undone_and_told() -> None:
    packed = zstandard.compress(gzip.compress(SMALL))
    assert decompress(packed) == (SMALL, "zstd")
    two_members = gzip.compress(SMALL[:20]) + gzip.compress(SMALL[20:]) + b"\0" * 100
    assert decompress(two_members) == (SMALL, "gzip")
    two_frames = zstandard.compress(SMALL[:20]) + zstandard.compress(SMALL[20:])
    assert decompress(two_frames) == (SMALL, "zstd")
    original = read_sbom(packed).original
    assert (original.data, original.compression) == (SMALL, "zstd")


def test_too_many_layers() -> None:
    data = SMALL
    for _ in range(4):
        data = gzip.compress(data)
    with pytest.raises(InputError, match="compression_layers"):
        decompress(data)


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_damaged_compression(pack: object) -> None:
    assert callable(pack)
    packed = pack(SMALL * 50)
    for data in (packed[:-5], packed[:12], packed + b"rest"):
        with pytest.raises(InputError, match="compression_damaged"):
            decompress(data)
        sniff_format(data)
    assert first_bytes(packed[:-5], 10) in (SMALL[:10], b"")


def test_bombs_are_stopped_early() -> None:
    megabyte = b" " * (1 << 20)
    gzip_bomb = zlib.compressobj(9, wbits=31)
    bomb = b"".join(gzip_bomb.compress(megabyte) for _ in range(400)) + gzip_bomb.flush()
    began = time.process_time()
    for data in (bomb, zstandard.compress(megabyte * 200), gzip.compress(gzip.compress(megabyte * 100))):
        with pytest.raises(InputError) as caught:
            decompress(data)
        assert caught.value.code == "formats.compression_bomb"
    assert time.process_time() - began < 5
    with pytest.raises(InputError, match=r"formats\.too_large"):
        decompress(gzip.compress(b"x" * 1000), limit=999)
    with pytest.raises(InputError, match=r"formats\.too_large"):
        decompress(b"x" * 1000, limit=999)


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000_000,
        b'{"a":' * 100_000,
        b'{"bomFormat":"CycloneDX","specVersion":"1.6","x":' + b"[" * 100_000,
        b'{"bomFormat":"CycloneDX","specVersion":"1.6","x":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"bomFormat":"CycloneDX","specVersion":"1.6","components":[' + b'{"components":[' * 100_000,
    ],
)
def test_deep_json_is_refused_fast(data: bytes) -> None:
    began = time.process_time()
    with pytest.raises(InputError) as caught:
        read_sbom(data)
    assert caught.value.code == "formats.json_too_deep"
    assert time.process_time() - began < 2


@pytest.mark.parametrize("depth", [90, 150, 480])
def test_deep_components_are_read_or_refused_also_field_by_field(depth: int) -> None:
    for name in (b'"a"', b"1"):
        text = b'{"type": "library", "name": ' + name + b', "components": ['
        data = (
            b'{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [' + text * depth + b"]}" * depth + b"]}"
        )
        if depth <= 100:
            assert len(read_sbom(data).components) == depth
        else:
            with pytest.raises(InputError) as caught:
                read_sbom(data)
            assert caught.value.code in ("cyclonedx.too_deep", "formats.json_too_deep")


def test_a_million_components_are_all_read() -> None:
    parts = b",".join(b'{"type":"library","name":"n%d"}' % number for number in range(1_000_000))
    began = time.process_time()
    sbom = read_sbom(b'{"bomFormat":"CycloneDX","specVersion":"1.6","components":[' + parts + b"]}")
    assert len(sbom.components) == 1_000_000
    assert sbom.components[-1].name == "n999999"
    # Twenty times what it takes: a cost that grows with the square would take hours.
    assert time.process_time() - began < 60


def test_hundred_megabytes_of_flat_arrays_are_refused() -> None:
    data = b'{"a": [' + b"[[[]]]," * 14_000_000 + b"[]]}"
    with pytest.raises(InputError, match="not_an_sbom_json"):
        read_sbom(data)


def test_wrong_type_has_a_path() -> None:
    with pytest.raises(InputError) as caught:
        decode_json(b'{"a": {"b": 1}}', dict[str, dict[str, str]])
    assert caught.value.code == "formats.json_type"
    assert (caught.value.params["expected"], caught.value.params["found"]) == ("str", "int")


def test_extras_list_what_was_not_understood() -> None:
    data = (
        b'{"bomFormat": "CycloneDX", "specVersion": "1.6", "x-y": [1], "annotations": [],'
        b' "components": [{"type": "library", "name": "a", "pedigree": {"notes": "n"}},'
        b' {"type": "library", "name": "b", "components": [{"type": "file", "name": "c", "tags": ["t"]}]}]}'
    )
    assert extras(read_sbom(data)) == (
        ("x-y", [1]),
        ("annotations", []),
        ("components[0].pedigree", {"notes": "n"}),
        ("components[1].components[0].tags", ["t"]),
    )


def test_the_front_of_an_spdx_document_decides_unless_it_names_another_format() -> None:
    front = b' {"SPDXID" : "SPDXRef-DOCUMENT",\n "spdxVersion": "SPDX-2.2", "packages": []'
    assert (sniff_format(front + b"}").format, sniff_format(front + b"}").spec_version) == ("spdx-json", "2.2")
    assert sniff_format(front + b', "bomFormat": "CycloneDX"}').format == "cyclonedx-json"
    with pytest.raises(InputError) as caught:
        read_sbom(front)
    assert caught.value.code == "formats.json_truncated"


def test_xml_is_read_alike_whole_and_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    inner = '<components><component type="file" bom-ref="{0}"><name>{0}</name>{1}</component></components>'
    ancestor = '<pedigree><ancestors><component type="library"><name>old</name></component></ancestors></pedigree>'
    nested = inner.format("a", inner.format("b", inner.format("c", "") + ancestor))
    document = f'<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1">{nested}</bom>'.encode()
    whole = read_sbom(document)
    assert [(each.name, each.parent) for each in whole.components] == [("a", None), ("b", "a"), ("c", "b")]
    monkeypatch.setattr(xml_document, "_WHOLE_TREE_BYTES", 0)
    assert read_sbom(document) == whole
    for damaged in (document[:-3], document.replace(b"<name>b", b"<name>&b")):
        codes = set()
        for limit in (0, 1 << 20):
            monkeypatch.setattr(xml_document, "_WHOLE_TREE_BYTES", limit)
            with pytest.raises(InputError) as caught:
                read_sbom(damaged)
            codes.add((caught.value.code, caught.value.path))
        assert len(codes) == 1
