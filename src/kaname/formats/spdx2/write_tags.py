"""An SPDX 2.3 JSON tree as tag-value lines."""

from collections.abc import Iterator
from typing import Any

_PACKAGE = (
    ("versionInfo", "PackageVersion"),
    ("packageFileName", "PackageFileName"),
    ("supplier", "PackageSupplier"),
    ("originator", "PackageOriginator"),
    ("downloadLocation", "PackageDownloadLocation"),
    ("homepage", "PackageHomePage"),
    ("sourceInfo", "PackageSourceInfo"),
    ("licenseConcluded", "PackageLicenseConcluded"),
    ("licenseDeclared", "PackageLicenseDeclared"),
    ("copyrightText", "PackageCopyrightText"),
    ("description", "PackageDescription"),
)
_LONG = frozenset({"PackageSourceInfo", "PackageCopyrightText", "PackageDescription"})


def tag_lines(tree: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a document written by this package.

    A text that holds the end mark ``</text>`` gets a blank into it: tag-value has no other way to write it.
    """
    yield "SPDXVersion: SPDX-2.3"
    yield f"DataLicense: {tree['dataLicense']}"
    yield f"SPDXID: {tree['SPDXID']}"
    yield f"DocumentName: {_line(tree['name'])}"
    yield f"DocumentNamespace: {tree['documentNamespace']}"
    if "comment" in tree:
        yield f"DocumentComment: {_text(tree['comment'])}"
    for creator in tree["creationInfo"]["creators"]:
        yield f"Creator: {_line(creator)}"
    yield f"Created: {tree['creationInfo']['created']}"
    for package in tree["packages"]:
        yield ""
        yield from _package_lines(package)
    if tree["relationships"]:
        yield ""
    for edge in tree["relationships"]:
        yield f"Relationship: {edge['spdxElementId']} {edge['relationshipType']} {edge['relatedSpdxElement']}"
        if "comment" in edge:
            yield f"RelationshipComment: {_text(edge['comment'])}"
    for item in tree.get("hasExtractedLicensingInfos", ()):
        yield ""
        yield f"LicenseID: {item['licenseId']}"
        yield f"ExtractedText: {_text(item['extractedText'])}"
        if "name" in item:
            yield f"LicenseName: {_line(item['name'])}"
        for url in item.get("seeAlsos", ()):
            yield f"LicenseCrossReference: {_line(url)}"


def _package_lines(package: dict[str, Any]) -> Iterator[str]:
    yield f"PackageName: {_line(package['name'])}"
    yield f"SPDXID: {package['SPDXID']}"
    yield "FilesAnalyzed: false"
    for name, tag in _PACKAGE:
        if name in package:
            value = package[name]
            yield f"{tag}: {_text(value) if tag in _LONG and value != 'NOASSERTION' else _line(value)}"
    for item in package.get("checksums", ()):
        yield f"PackageChecksum: {item['algorithm']}: {item['checksumValue']}"
    for item in package.get("externalRefs", ()):
        yield f"ExternalRef: {item['referenceCategory']} {item['referenceType']} {item['referenceLocator']}"
        if "comment" in item:
            yield f"ExternalRefComment: {_text(item['comment'])}"
    if "primaryPackagePurpose" in package:
        yield f"PrimaryPackagePurpose: {package['primaryPackagePurpose'].replace('_', '-')}"
    for item in package.get("annotations", ()):
        yield f"Annotator: {item['annotator']}"
        yield f"AnnotationDate: {item['annotationDate']}"
        yield f"AnnotationType: {item['annotationType']}"
        yield f"SPDXREF: {package['SPDXID']}"
        yield f"AnnotationComment: {_text(item['comment'])}"


def _text(value: str) -> str:
    return f"<text>{value.replace('</text>', '</ text>')}</text>"


def _line(value: str) -> str:
    plain = "\n" not in value and "\r" not in value and not value.startswith("<text>")
    return value if plain else _text(value)
