"""What an SPDX 2 document looks like on the wire: the fields that the model can hold, under their JSON names.

Fields that are not listed here are not understood; ``kaname.formats.spdx2.extras`` names them. Every field has a default,
because real documents leave out required ones: that is a problem to list, not a reason to refuse.
"""

from msgspec import Struct


def json_name(field: str) -> str:
    """Return the SPDX JSON name of a field: ``version_info`` is ``versionInfo``, ``spdx_id`` is ``SPDXID``."""
    if field == "spdx_id":
        return "SPDXID"
    first, *rest = field.split("_")
    return first + "".join(word.capitalize() for word in rest)


class Checksum(Struct, rename=json_name):
    """SPDX 2.3 clause 7.10."""

    algorithm: str | None = None
    checksum_value: str | None = None


class ExternalRef(Struct, rename=json_name):
    """SPDX 2.3 clause 7.21."""

    reference_category: str | None = None
    reference_type: str | None = None
    reference_locator: str | None = None
    comment: str | None = None


class Annotation(Struct, rename=json_name):
    """SPDX 2.3 clause 12."""

    annotator: str | None = None
    comment: str | None = None


class Package(Struct, rename=json_name):
    """SPDX 2.3 clause 7."""

    spdx_id: str | None = None
    name: str | None = None
    version_info: str | None = None
    package_file_name: str | None = None
    supplier: str | None = None
    originator: str | None = None
    download_location: str | None = None
    homepage: str | None = None
    checksums: list[Checksum] | None = None
    source_info: str | None = None
    license_concluded: str | None = None
    license_declared: str | None = None
    license_info_from_files: list[str] | None = None
    copyright_text: str | None = None
    summary: str | None = None
    description: str | None = None
    external_refs: list[ExternalRef] | None = None
    primary_package_purpose: str | None = None
    annotations: list[Annotation] | None = None


class File(Struct, rename=json_name):
    """SPDX 2.3 clause 8."""

    spdx_id: str | None = None
    file_name: str | None = None
    checksums: list[Checksum] | None = None
    license_concluded: str | None = None
    license_info_in_files: list[str] | None = None
    copyright_text: str | None = None


class Snippet(Struct, rename=json_name):
    """SPDX 2.3 clause 9: only the id, so that a relationship to a snippet is not taken for a dangling one."""

    spdx_id: str | None = None


class RelationshipWire(Struct, rename=json_name):
    """SPDX 2.3 clause 11."""

    spdx_element_id: str | None = None
    relationship_type: str | None = None
    related_spdx_element: str | None = None
    comment: str | None = None


class ExtractedLicense(Struct, rename=json_name):
    """SPDX 2.3 clause 10."""

    license_id: str | None = None
    extracted_text: str | None = None
    see_alsos: list[str] | None = None


class ExternalDocumentRef(Struct, rename=json_name):
    """SPDX 2.3 clause 6.6."""

    external_document_id: str | None = None
    spdx_document: str | None = None


class CreationInfo(Struct, rename=json_name):
    """SPDX 2.3 clauses 6.8 to 6.10."""

    created: str | None = None
    creators: list[str] | None = None
    comment: str | None = None


class Document(Struct, rename=json_name):
    """SPDX 2.3 clause 6 and what hangs below it."""

    spdx_version: str | None = None
    spdx_id: str | None = None
    name: str | None = None
    data_license: str | None = None
    document_namespace: str | None = None
    comment: str | None = None
    creation_info: CreationInfo | None = None
    external_document_refs: list[ExternalDocumentRef] | None = None
    document_describes: list[str] | None = None
    packages: list[Package] | None = None
    files: list[File] | None = None
    snippets: list[Snippet] | None = None
    relationships: list[RelationshipWire] | None = None
    has_extracted_licensing_infos: list[ExtractedLicense] | None = None
