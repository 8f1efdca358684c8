"""The tags of SPDX 2 tag-value documents: which the model takes, and which exist besides (SPDX 2.3, clauses 6 to 13)."""

DOCUMENT_TEXT = {
    "SPDXVersion": "spdx_version",
    "DataLicense": "data_license",
    "DocumentName": "name",
    "DocumentNamespace": "document_namespace",
    "DocumentComment": "comment",
}
PACKAGE_TEXT = {
    "PackageVersion": "version_info",
    "PackageFileName": "package_file_name",
    "PackageSupplier": "supplier",
    "PackageOriginator": "originator",
    "PackageDownloadLocation": "download_location",
    "PackageHomePage": "homepage",
    "PackageSourceInfo": "source_info",
    "PackageLicenseConcluded": "license_concluded",
    "PackageLicenseDeclared": "license_declared",
    "PackageCopyrightText": "copyright_text",
    "PackageSummary": "summary",
    "PackageDescription": "description",
    "PrimaryPackagePurpose": "primary_package_purpose",
}
FILE_TEXT = {"LicenseConcluded": "license_concluded", "FileCopyrightText": "copyright_text"}
LICENSE_TEXT = {"ExtractedText": "extracted_text"}

ELEMENT_TEXT = {**DOCUMENT_TEXT, **PACKAGE_TEXT, **FILE_TEXT, **LICENSE_TEXT}
"""Tags with one text each, and the wire field they fill."""

GATHERED_TAGS = frozenset(
    {
        "SPDXID",
        "PackageName",
        "FileName",
        "SnippetSPDXID",
        "SnippetSPDXIdentifier",
        "LicenseID",
        "Relationship",
        "RelationshipComment",
        "Annotator",
        "AnnotationComment",
        "SPDXREF",
        "ExternalRef",
        "ExternalRefComment",
        "ExternalDocumentRef",
        "PackageChecksum",
        "FileChecksum",
        "Creator",
        "Created",
        "CreatorComment",
        "PackageLicenseInfoFromFiles",
        "LicenseInfoInFile",
        "LicenseCrossReference",
    }
)
"""Tags that start or complete an element."""

OTHER_TAGS = frozenset(
    {
        "LicenseListVersion",
        "FilesAnalyzed",
        "PackageVerificationCode",
        "PackageLicenseComments",
        "PackageComment",
        "PackageAttributionText",
        "BuiltDate",
        "ReleaseDate",
        "ValidUntilDate",
        "FileType",
        "LicenseComments",
        "FileComment",
        "FileNotice",
        "FileContributor",
        "FileAttributionText",
        "FileDependency",
        "ArtifactOfProjectName",
        "ArtifactOfProjectHomePage",
        "ArtifactOfProjectURI",
        "SnippetFromFileSPDXID",
        "SnippetByteRange",
        "SnippetLineRange",
        "SnippetLicenseConcluded",
        "SnippetLicenseComments",
        "SnippetCopyrightText",
        "SnippetComment",
        "SnippetName",
        "SnippetAttributionText",
        "LicenseInfoInSnippet",
        "LicenseName",
        "LicenseComment",
        "AnnotationDate",
        "AnnotationType",
        "Reviewer",
        "ReviewDate",
        "ReviewComment",
    }
)
"""Tags of the specification that the model has no place for: ``extras`` names them."""

KNOWN_TAGS = frozenset(ELEMENT_TEXT) | GATHERED_TAGS | OTHER_TAGS
