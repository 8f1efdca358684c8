"""OpenVEX 0.2.0, and the older 0.0.1 on reading."""

from kaname.formats.openvex.read import read_openvex
from kaname.formats.openvex.write import write_openvex

__all__ = ["read_openvex", "write_openvex"]
