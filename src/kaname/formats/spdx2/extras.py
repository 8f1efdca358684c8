"""What the SPDX 2 readers did not understand: it stays in ``Sbom.original`` and is named here."""

from types import UnionType
from typing import Any, Union, get_args, get_origin

import msgspec
from msgspec import Struct

from kaname.formats.json_text import decode_json
from kaname.formats.problem_list import ProblemList
from kaname.formats.spdx2.document import read_ends
from kaname.formats.spdx2.json_document import convert_document
from kaname.formats.spdx2.packages import read_annotation
from kaname.formats.spdx2.relationships import read_relationships
from kaname.formats.spdx2.tag_value import iter_tags
from kaname.formats.spdx2.tags import ELEMENT_TEXT, FILE_TEXT, GATHERED_TAGS
from kaname.formats.spdx2.wire import Annotation, Document
from kaname.formats.spdx2.yaml_document import parse_yaml
from kaname.formats.text import decode_text
from kaname.model.sbom import Sbom

_FILE_TAGS = frozenset(FILE_TEXT) | {"FileName", "FileChecksum", "LicenseInfoInFile"}


def extras(sbom: Sbom) -> tuple[tuple[str, Any], ...]:
    """Return path and value of everything in an SPDX 2 document that the model does not hold.

    Reads the original again. Files (where the document has packages) and snippets are one pair each per array in JSON and
    YAML; relationships that end at a file or snippet, and annotations of unknown form, are named one by one.
    """
    if sbom.format == "spdx-tag-value":
        return _tag_extras(decode_text(sbom.original.data))
    if sbom.format == "spdx-yaml":
        tree: object = parse_yaml(decode_text(sbom.original.data), ProblemList("spdx2"))
    else:
        tree = decode_json(sbom.original.data, object)
    return tuple(_tree_extras(tree))


def known_fields(struct: type[Struct]) -> dict[str, Any]:
    """Return the table of JSON names that a wire struct takes, True standing for all of a value."""
    known: dict[str, Any] = {}
    for field in msgspec.structs.fields(struct):
        inner = _inner_struct(field.type)
        known[field.encode_name] = known_fields(inner) if inner else True
    return known


def _inner_struct(kind: Any) -> type[Struct] | None:
    if get_origin(kind) in (Union, UnionType, list):
        return next((found for part in get_args(kind) if (found := _inner_struct(part))), None)
    return kind if isinstance(kind, type) and issubclass(kind, Struct) else None


def _unknown_fields(tree: object, known: dict[str, Any], path: str = "") -> list[tuple[str, Any]]:
    """Return the fields that ``known`` does not name; as deep as ``known`` is, so recursion is bounded by it."""
    if isinstance(tree, list):
        return [pair for index, item in enumerate(tree) for pair in _unknown_fields(item, known, f"{path}[{index}]")]
    if not isinstance(tree, dict):
        return []
    found: list[tuple[str, Any]] = []
    for name, value in tree.items():
        where = f"{path}.{name}" if path else str(name)
        below = known.get(name)
        if below is None:
            found.append((where, value))
        elif below is not True:
            found.extend(_unknown_fields(value, below, where))
    return found


def _tree_extras(tree: object) -> list[tuple[str, Any]]:
    problems = ProblemList("spdx2")
    document, places = convert_document(tree, problems)
    known = known_fields(Document)
    if document.packages:
        known.pop("files")
    known.pop("snippets")
    known["packages"]["annotations"] = True  # looked at below
    found = _unknown_fields(tree, known)
    for index, package in enumerate(document.packages or ()):
        path = places.package(index)
        if package.description and package.summary:
            found.append((f"{path}.summary", package.summary))
        for number, annotation in enumerate(package.annotations or ()):
            if read_annotation(annotation) is None:
                found.append((f"{path}.annotations[{number}]", _plain(annotation)))
    edges = read_relationships(document.relationships or [], read_ends(document), places.relationship, problems)
    relationships = document.relationships or []
    found.extend((places.relationship(index), _plain(relationships[index])) for index in edges.unused)
    return found


def _plain(value: Struct) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(value)
    return {name: item for name, item in plain.items() if item is not None}


def _tag_extras(text: str) -> tuple[tuple[str, Any], ...]:
    tags = list(iter_tags(text, ProblemList("spdx2")))
    has_packages = any(tag == "PackageName" for _, tag, _ in tags)
    files = dict.fromkeys(_file_ids(tags), "") if has_packages else {}
    found = []
    inside = ""
    annotator = ""
    for line, tag, value in tags:
        if tag in ("PackageName", "FileName", "SnippetSPDXID", "SnippetSPDXIdentifier", "LicenseID"):
            inside = tag
        taken = tag in ELEMENT_TEXT or tag in GATHERED_TAGS
        if inside.startswith("Snippet") or (
            has_packages and (tag in _FILE_TAGS or (inside == "FileName" and tag == "SPDXID"))
        ):
            taken = False
        if tag == "Annotator":
            annotator = value
        if tag == "AnnotationComment":
            taken = read_annotation(Annotation(annotator=annotator, comment=value)) is not None
        if tag == "Relationship":
            taken = not any(end in files for end in value.split())
        if not taken:
            found.append((f"line {line}", f"{tag}: {value}"))
    return tuple(found)


def _file_ids(tags: list[tuple[int, str, str]]) -> list[str]:
    ids = []
    after_file = False
    for _, tag, value in tags:
        if tag in ("PackageName", "FileName"):
            after_file = tag == "FileName"
        elif tag == "SPDXID" and after_file:
            ids.append(value)
            after_file = False
    return ids
