"""SPDX 2 as tag-value text (SPDX 2.3 clause 4.4): ``Tag: value`` lines, ``<text>`` blocks, elements by order.

A new element starts at its first tag (``PackageName``, ``FileName``, ``SnippetSPDXID``, ``LicenseID``); what follows belongs
to it. Lines that are no tag, and tags that SPDX does not know, are problems with their line; they never stop the reading.
"""

from collections.abc import Callable, Iterable

from kaname.errors import InputError
from kaname.formats.problem_list import ProblemList
from kaname.formats.spdx2.document import Places, read_document
from kaname.formats.spdx2.tags import DOCUMENT_TEXT, FILE_TEXT, KNOWN_TAGS, LICENSE_TEXT, PACKAGE_TEXT
from kaname.formats.spdx2.wire import (
    Annotation,
    Checksum,
    CreationInfo,
    Document,
    ExternalDocumentRef,
    ExternalRef,
    ExtractedLicense,
    File,
    Package,
    RelationshipWire,
    Snippet,
)
from kaname.model.sbom import Original, Sbom

# A line that is no tag is quoted in its problem up to here.
_QUOTED_CHARACTERS = 60


def read_spdx_tag_value(text: str, original: Original) -> Sbom:
    """Read an SPDX 2.1 to 2.3 document in tag-value form; LF, CRLF and CR line ends.

    Args:
        text: the document.
        original: kept in the result.

    Returns:
        The bill of materials, ``format`` ``spdx-tag-value``; component paths are ``line N`` of the package's first tag.

    Raises:
        InputError: a ``<text>`` block that never ends (with its line); no ``SPDXVersion``.
        UnsupportedError: another version of SPDX.
    """
    reader = _TagReader()
    reader.take_all(iter_tags(text, reader.problems))
    document, places = reader.finish()
    return read_document(document, places, original, "spdx-tag-value", reader.problems)


def iter_tags(text: str, problems: ProblemList) -> "list[tuple[int, str, str]]":
    """Split a document into (line, tag, value), multi-line values joined, comments and blank lines left out.

    Raises:
        InputError: ``spdx2.text_not_closed`` with the line where the block opens.
    """
    found: list[tuple[int, str, str]] = []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    count = len(lines)
    index = 0
    while index < count:
        line = lines[index]
        index += 1
        if not line:
            continue
        number = index
        tag, colon, value = line.partition(":")
        value = value.strip()
        if not colon or not tag.isalnum():
            stripped = line.strip()
            if not stripped or stripped.startswith("#"):
                continue
            tag = tag.strip()
        if not colon or not tag.isalnum():
            problems.add("spdx2.not_a_tag", f"line {number}", text=stripped[:_QUOTED_CHARACTERS])
            continue
        if value.startswith("<text>"):
            value, index = _read_block(lines, index, value.removeprefix("<text>"), number)
        found.append((number, tag, value))
    return found


def _read_block(lines: list[str], index: int, first: str, number: int) -> tuple[str, int]:
    """Read up to ``</text>``; returns the text and the index of the line after it."""
    parts: list[str] = []
    current = first
    while "</text>" not in current:
        parts.append(current)
        if index == len(lines):
            raise InputError("spdx2.text_not_closed", path=f"line {number}")
        current = lines[index]
        index += 1
    parts.append(current.partition("</text>")[0])
    return "\n".join(parts), index


# For each tag with one text, the element that it belongs to and the field that it fills.
_PLACES: dict[str, tuple[type[Document | Package | File | ExtractedLicense], str]] = {
    tag: (wanted, attribute)
    for wanted, tags in (
        (ExtractedLicense, LICENSE_TEXT),
        (File, FILE_TEXT),
        (Package, PACKAGE_TEXT),
        (Document, DOCUMENT_TEXT),
    )
    for tag, attribute in tags.items()
}


class _TagReader:
    """Gathers tags into the wire form of a document."""

    def __init__(self) -> None:
        self.problems = ProblemList("spdx2")
        self._creation = CreationInfo(creators=[])
        self._document = Document(
            external_document_refs=[],
            packages=[],
            files=[],
            snippets=[],
            relationships=[],
            has_extracted_licensing_infos=[],
        )
        self._places = Places(packages=[], files=[], relationships=[])
        self._packages: list[Package] = []
        self._files: list[File] = []
        self._snippets: list[Snippet] = []
        self._relationships: list[RelationshipWire] = []
        self._licenses: list[ExtractedLicense] = []
        self._documents: list[ExternalDocumentRef] = []
        self._element: Document | Package | File | Snippet | ExtractedLicense = self._document
        self._annotations: list[tuple[str | None, Annotation]] = []
        self._special: dict[str, Callable[[int, str], None]] = {
            "SPDXID": self._take_id,
            "PackageName": self._take_package,
            "FileName": self._take_file,
            "SnippetSPDXID": self._take_snippet,
            "SnippetSPDXIdentifier": self._take_snippet,
            "LicenseID": self._take_license,
            "Relationship": self._take_relationship,
            "RelationshipComment": self._take_relationship_comment,
            "Annotator": self._take_annotator,
            "AnnotationComment": self._take_annotation_comment,
            "SPDXREF": self._take_annotated,
            "ExternalRef": self._take_reference,
            "ExternalRefComment": self._take_reference_comment,
            "ExternalDocumentRef": self._take_external_document,
            "PackageChecksum": self._take_checksum,
            "FileChecksum": self._take_checksum,
            "Creator": self._take_creator,
            "Created": self._take_created,
            "CreatorComment": self._take_creator_comment,
            "PackageLicenseInfoFromFiles": self._take_license_from_files,
            "LicenseInfoInFile": self._take_license_in_file,
            "LicenseCrossReference": self._take_cross_reference,
        }

    def take_all(self, tags: Iterable[tuple[int, str, str]]) -> None:
        """Take tags in the order of the document."""
        for line, tag, value in tags:
            place = _PLACES.get(tag)
            # The usual case, a first text of the element that is open, is settled here.
            if place is not None and type(self._element) is place[0] and getattr(self._element, place[1]) is None:
                setattr(self._element, place[1], value)
            else:
                self.take(line, tag, value)

    def take(self, line: int, tag: str, value: str) -> None:
        """Take one tag."""
        special = self._special.get(tag)
        if special is not None:
            special(line, value)
            return
        place = _PLACES.get(tag)
        if place is None:
            if tag not in KNOWN_TAGS:
                self.problems.add("spdx2.unknown_tag", f"line {line}", tag=tag[:_QUOTED_CHARACTERS])
            return
        wanted, attribute = place
        element = self._document if wanted is Document else self._element
        if not isinstance(element, wanted):
            self.problems.add("spdx2.tag_out_of_place", f"line {line}", tag=tag)
        elif getattr(element, attribute) is not None:
            self.problems.add("spdx2.tag_repeated", f"line {line}", tag=tag)
        else:
            setattr(element, attribute, value)

    def finish(self) -> tuple[Document, Places]:
        """Return what was gathered."""
        document = self._document
        document.packages, document.files, document.snippets = self._packages, self._files, self._snippets
        document.relationships = self._relationships
        document.has_extracted_licensing_infos, document.external_document_refs = self._licenses, self._documents
        if self._creation.created or self._creation.creators:
            document.creation_info = self._creation
        by_id = {package.spdx_id: package for package in reversed(self._packages)}
        for spdx_id, annotation in self._annotations:
            package = by_id.get(spdx_id) if spdx_id else None
            if package is not None:
                package.annotations = package.annotations or []
                package.annotations.append(annotation)
        return document, self._places

    def _out_of_place(self, line: int, tag: str) -> None:
        self.problems.add("spdx2.tag_out_of_place", f"line {line}", tag=tag)

    def _take_id(self, line: int, value: str) -> None:
        element = self._element
        if isinstance(element, Document | Package | File) and element.spdx_id is None:
            element.spdx_id = value
        else:
            self.problems.add("spdx2.tag_repeated", f"line {line}", tag="SPDXID")

    def _take_package(self, line: int, value: str) -> None:
        self._element = Package(name=value)
        self._packages.append(self._element)
        self._places.packages.append(f"line {line}")

    def _take_file(self, line: int, value: str) -> None:
        self._element = File(file_name=value)
        self._files.append(self._element)
        self._places.files.append(f"line {line}")

    def _take_snippet(self, line: int, value: str) -> None:
        self._element = Snippet(spdx_id=value)
        self._snippets.append(self._element)

    def _take_license(self, line: int, value: str) -> None:
        self._element = ExtractedLicense(license_id=value)
        self._licenses.append(self._element)

    def _take_relationship(self, line: int, value: str) -> None:
        parts = value.split()
        if len(parts) != 3:
            self.problems.add("spdx2.relationship_incomplete", f"line {line}")
            return
        self._relationships.append(
            RelationshipWire(spdx_element_id=parts[0], relationship_type=parts[1], related_spdx_element=parts[2])
        )
        self._places.relationships.append(f"line {line}")

    def _take_relationship_comment(self, line: int, value: str) -> None:
        if self._relationships:
            self._relationships[-1].comment = value
        else:
            self._out_of_place(line, "RelationshipComment")

    def _take_annotator(self, line: int, value: str) -> None:
        self._annotations.append((None, Annotation(annotator=value)))

    def _take_annotation_comment(self, line: int, value: str) -> None:
        if self._annotations:
            self._annotations[-1][1].comment = value
        else:
            self._out_of_place(line, "AnnotationComment")

    def _take_annotated(self, line: int, value: str) -> None:
        if self._annotations:
            self._annotations[-1] = (value, self._annotations[-1][1])
        else:
            self._out_of_place(line, "SPDXREF")

    def _take_reference(self, line: int, value: str) -> None:
        parts = value.split(None, 2)
        if not isinstance(self._element, Package):
            self._out_of_place(line, "ExternalRef")
        elif len(parts) != 3:
            self.problems.add("spdx2.reference_incomplete", f"line {line}")
        else:
            reference = ExternalRef(reference_category=parts[0], reference_type=parts[1], reference_locator=parts[2])
            self._element.external_refs = self._element.external_refs or []
            self._element.external_refs.append(reference)

    def _take_reference_comment(self, line: int, value: str) -> None:
        if isinstance(self._element, Package) and self._element.external_refs:
            self._element.external_refs[-1].comment = value
        else:
            self._out_of_place(line, "ExternalRefComment")

    def _take_external_document(self, line: int, value: str) -> None:
        parts = value.split()
        if len(parts) < 2:
            self.problems.add("spdx2.reference_incomplete", f"line {line}")
            return
        self._documents.append(ExternalDocumentRef(external_document_id=parts[0], spdx_document=parts[1]))

    def _take_checksum(self, line: int, value: str) -> None:
        algorithm, colon, digest = value.partition(":")
        if not isinstance(self._element, Package | File):
            self._out_of_place(line, "PackageChecksum")
        elif not colon or not digest.strip():
            self.problems.add("spdx2.checksum_incomplete", f"line {line}")
        else:
            self._element.checksums = self._element.checksums or []
            self._element.checksums.append(Checksum(algorithm=algorithm.strip(), checksum_value=digest.strip()))

    def _take_creator(self, line: int, value: str) -> None:
        self._creation.creators = self._creation.creators or []
        self._creation.creators.append(value)

    def _take_created(self, line: int, value: str) -> None:
        self._creation.created = value

    def _take_creator_comment(self, line: int, value: str) -> None:
        self._creation.comment = value

    def _take_license_from_files(self, line: int, value: str) -> None:
        if isinstance(self._element, Package):
            self._element.license_info_from_files = self._element.license_info_from_files or []
            self._element.license_info_from_files.append(value)
        else:
            self._out_of_place(line, "PackageLicenseInfoFromFiles")

    def _take_license_in_file(self, line: int, value: str) -> None:
        if isinstance(self._element, File):
            self._element.license_info_in_files = self._element.license_info_in_files or []
            self._element.license_info_in_files.append(value)
        elif not isinstance(self._element, Snippet):
            self._out_of_place(line, "LicenseInfoInFile")

    def _take_cross_reference(self, line: int, value: str) -> None:
        if isinstance(self._element, ExtractedLicense):
            self._element.see_alsos = self._element.see_alsos or []
            self._element.see_alsos.append(value)
        else:
            self._out_of_place(line, "LicenseCrossReference")
