"""SPDX 2 as JSON: the strict typed way first, field by field only where that fails."""

from kaname.errors import InputError
from kaname.formats.json_text import decode_json
from kaname.formats.lenient import convert_leniently, type_name
from kaname.formats.problem_list import ProblemList
from kaname.formats.spdx2.document import Places, read_document
from kaname.formats.spdx2.wire import Document, File, Package, RelationshipWire
from kaname.model.sbom import Original, Problem, Sbom

_CODE = "spdx2.wrong_type"
_WRONG_TYPE = frozenset({"formats.json_type", "formats.json_value"})


def read_spdx_json(data: bytes, original: Original) -> Sbom:
    """Read an SPDX 2.1 to 2.3 document in JSON.

    Packages become components, in document order; files only where the document has no package at all (they carry no
    identifier that could be matched). A package or field of a wrong type is listed in ``Sbom.problems``.

    Args:
        data: document bytes (UTF-8, UTF-16, UTF-32).
        original: kept in the result.

    Returns:
        The bill of materials, ``format`` ``spdx-json``.

    Raises:
        InputError: no JSON (with line and column), no object, ``packages`` no array, no ``spdxVersion``.
        UnsupportedError: another version of SPDX.
    """
    problems = ProblemList("spdx2")
    try:
        return read_document(decode_json(data, Document), Places(), original, "spdx-json", problems)
    except InputError as error:
        if error.code not in _WRONG_TYPE:
            raise
    value: object = decode_json(data, object)
    document, places = convert_document(value, problems)
    return read_document(document, places, original, "spdx-json", problems)


def convert_document(value: object, problems: ProblemList) -> tuple[Document, Places]:
    """Convert a decoded document part by part, so that a defect costs no more than the field it is in.

    Raises:
        InputError: ``spdx2.wrong_type`` where the document is no object, or its ``packages`` no array.
    """
    if not isinstance(value, dict):
        raise InputError(_CODE, expected="object", found=type_name(value))
    packages = value.get("packages")
    if packages is not None and not isinstance(packages, list):
        raise InputError(_CODE, path="packages", expected="array", found=type_name(packages))
    found: list[Problem] = []
    rest = {name: item for name, item in value.items() if name not in ("packages", "files", "relationships")}
    document = convert_leniently(rest, Document, "", found, _CODE) or Document()
    places = Places(packages=[], files=[], relationships=[])
    for name, struct, paths in (
        ("packages", Package, places.packages),
        ("files", File, places.files),
        ("relationships", RelationshipWire, places.relationships),
    ):
        kept = _convert_parts(value.get(name), struct, name, paths, found)
        setattr(document, name, kept)
    problems.extend(found)
    return document, places


def _convert_parts(
    items: object, struct: type[Package | File | RelationshipWire], name: str, paths: list[str], found: list[Problem]
) -> list[Package | File | RelationshipWire]:
    """Convert an array of objects; of what is kept, ``paths`` gets the places, because lost elements shift the index."""
    if items is None:
        return []
    if not isinstance(items, list):
        found.append(Problem(path=name, code=_CODE, params={"expected": "array", "found": type_name(items)}))
        return []
    kept = []
    for index, item in enumerate(items):
        part = convert_leniently(item, struct, f"{name}[{index}]", found, _CODE)
        if part is not None:
            kept.append(part)
            paths.append(f"{name}[{index}]")
    return kept
