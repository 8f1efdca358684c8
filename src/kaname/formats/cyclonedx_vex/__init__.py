"""CycloneDX VEX: the ``vulnerabilities`` of a bill of materials with their ``analysis``."""

from kaname.formats.cyclonedx_vex.read import read_cyclonedx_vex
from kaname.formats.cyclonedx_vex.write import write_cyclonedx_vex

__all__ = ["read_cyclonedx_vex", "write_cyclonedx_vex"]
