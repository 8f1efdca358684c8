"""CSAF 2.0 and 2.1 as statements: the VEX profile and every advisory with product status."""

from kaname.formats.csaf.statements.read import read_csaf_vex
from kaname.formats.csaf.statements.write import write_csaf_vex

__all__ = ["read_csaf_vex", "write_csaf_vex"]
