"""Statement documents of any format: told apart by content."""

from kaname.errors import InputError
from kaname.formats.compression import decompress
from kaname.formats.csaf.read import sniff_csaf
from kaname.formats.csaf.statements.read import read_csaf_vex
from kaname.formats.cyclonedx_vex.read import read_cyclonedx_vex, sniff_cyclonedx_vex
from kaname.formats.json_text import decode_json
from kaname.formats.openvex.read import read_openvex, sniff_openvex
from kaname.formats.sniff import sniff_document
from kaname.formats.text import utf8_bytes
from kaname.formats.vex_text import MAX_VEX_BYTES
from kaname.model.statement import VexDocument


def read_vex(data: bytes) -> VexDocument:
    """Read OpenVEX, CycloneDX or CSAF.

    Args:
        data: a file as it is; gzip and zstd included.

    Raises:
        InputError: ``formats.*`` (not JSON, over a limit), ``vex.not_vex``: none of the three, with what it seems to be.
        UnsupportedError: a version of the format that is not read here.
    """
    plain, _ = decompress(data, limit=MAX_VEX_BYTES)
    plain = utf8_bytes(plain)
    root = decode_json(plain, object)
    if sniff_openvex(root):
        return read_openvex(plain)
    if sniff_csaf(root) is not None:
        return read_csaf_vex(plain)
    if sniff_cyclonedx_vex(root):
        return read_cyclonedx_vex(plain)
    found = sniff_document(plain)
    raise InputError("vex.not_vex", found=found.format or found.looks_like)
