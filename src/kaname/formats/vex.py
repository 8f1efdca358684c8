"""Statement documents of any format: told apart by content."""

from xml.etree import ElementTree

import msgspec

from kaname.errors import InputError
from kaname.formats.compression import decompress
from kaname.formats.csaf.read import sniff_csaf
from kaname.formats.csaf.statements.read import read_csaf_vex
from kaname.formats.cyclonedx.xml_document import xml_syntax_error
from kaname.formats.cyclonedx.xml_tree import tree_from_xml
from kaname.formats.cyclonedx.xml_write import write_xml
from kaname.formats.cyclonedx_vex.read import read_cyclonedx_vex, sniff_cyclonedx_vex
from kaname.formats.json_text import decode_json
from kaname.formats.openvex.read import read_openvex, sniff_openvex
from kaname.formats.sniff import sniff_document
from kaname.formats.text import utf8_bytes
from kaname.formats.vex_text import MAX_VEX_BYTES
from kaname.model.loss import Loss
from kaname.model.statement import VexDocument


def read_vex(data: bytes) -> VexDocument:
    """Read OpenVEX, CycloneDX (JSON, XML) or CSAF.

    Args:
        data: a file as it is; gzip and zstd included.

    Raises:
        InputError: ``formats.*`` (neither JSON nor XML, over a limit), ``vex.not_vex``: none of the three, with what it
            seems to be.
        UnsupportedError: a version of the format that is not read here.
    """
    plain, _ = decompress(data, limit=MAX_VEX_BYTES)
    if sniff_document(plain).format == "cyclonedx-xml":
        return _read_xml(plain)
    plain = utf8_bytes(plain)
    if plain.lstrip()[:1] == b"<":
        raise InputError("vex.not_vex", found=sniff_document(plain).looks_like)
    root = decode_json(plain, object)
    if sniff_openvex(root):
        return read_openvex(plain)
    if sniff_csaf(root) is not None:
        return read_csaf_vex(plain)
    if sniff_cyclonedx_vex(root):
        return read_cyclonedx_vex(plain)
    found = sniff_document(plain)
    raise InputError("vex.not_vex", found=(found.format or found.looks_like).replace("json", "JSON"))


def xml_from_json(data: bytes) -> tuple[bytes, tuple[Loss, ...]]:
    """Return a CycloneDX JSON document as XML of the same version (1.4 to 1.7), with what XML does not hold of it."""
    tree = msgspec.json.decode(data, type=dict)
    losses: list[Loss] = []
    return write_xml(tree, int(str(tree["specVersion"]).partition(".")[2]), losses), tuple(losses)


def _read_xml(plain: bytes) -> VexDocument:
    losses: list[Loss] = []
    try:
        tree = tree_from_xml(plain, losses)
    except ElementTree.ParseError as error:
        raise xml_syntax_error(error) from None
    return read_cyclonedx_vex(msgspec.json.encode(tree), xml=plain, unsaid=tuple(losses))
