"""CycloneDX 1.0 to 1.7: JSON and XML, read into the model and written from it.

read_cyclonedx_json(original)   typed, with a field-by-field way for documents with wrong types
read_cyclonedx_xml(original)    the same Structs from XML; no DTD, no entities
write_cyclonedx_json(sbom, …)   1.4 to 1.7, keeping the original's own tree where it was CycloneDX
write_cyclonedx_xml(sbom, …)    the same in XML
extras(sbom)                    fields that neither of them understood
"""

from typing import Any

from kaname.formats.cyclonedx.json_document import json_extras, read_cyclonedx_json
from kaname.formats.cyclonedx.write import write_cyclonedx_json, write_cyclonedx_xml
from kaname.formats.cyclonedx.xml_document import read_cyclonedx_xml, xml_extras
from kaname.model.sbom import Sbom

__all__ = [
    "extras",
    "read_cyclonedx_json",
    "read_cyclonedx_xml",
    "write_cyclonedx_json",
    "write_cyclonedx_xml",
]


def extras(sbom: Sbom) -> tuple[tuple[str, Any], ...]:
    """Return the fields of a CycloneDX document that its reader did not understand, with their paths."""
    return xml_extras(sbom) if sbom.format == "cyclonedx-xml" else json_extras(sbom)
