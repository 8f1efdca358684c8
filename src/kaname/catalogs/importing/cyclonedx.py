"""Standards in CycloneDX 1.6 and later (``definitions.standards``, JSON) to packs.

A requirement that others name as parent becomes a group, the others items. Levels become profiles. Not taken, and
reported: descriptions, external references, properties, CRE ids, signatures.
"""

from collections.abc import Mapping

from kaname.catalogs.importing.draft import (
    MAX_ITEMS,
    ImportedItem,
    ImportedPack,
    Omissions,
    day_from,
    name_from,
    nested_list,
    text_of,
    version_from,
)
from kaname.errors import InputError

_NO_PLACE = ("descriptions", "externalReferences", "properties", "openCre")


def import_cyclonedx_standards(
    document: object, *, day: str, framework: str | None = None, version: str | None = None
) -> tuple[ImportedPack, ...]:
    """Return one pack per standard in a decoded CycloneDX document.

    Args:
        day: of the import, ISO 8601; stands in where the document has no timestamp.
        framework, version: names to use instead; only where the document holds one standard.

    Raises:
        InputError: it is not CycloneDX, or defines no standard.
    """
    if not isinstance(document, Mapping) or document.get("bomFormat") != "CycloneDX":
        raise InputError("catalogs.not_cyclonedx")
    standards = nested_list(document.get("definitions"), "standards")
    if not standards:
        raise InputError("catalogs.nothing_to_import", path="definitions.standards")
    if len(standards) > 1 and (framework or version):
        raise InputError("catalogs.several_standards", path="definitions.standards", count=len(standards))
    metadata = document.get("metadata")
    published = day_from(text_of(metadata, "timestamp") if isinstance(metadata, Mapping) else "", day)
    return tuple(
        _standard(standard, f"definitions.standards[{index}]", published, framework, version)
        for index, standard in enumerate(standards)
    )


def _standard(
    standard: Mapping[str, object], place: str, published: str, framework: str | None, version: str | None
) -> ImportedPack:
    omissions = Omissions()
    requirements = nested_list(standard, "requirements")
    if not requirements:
        raise InputError("catalogs.nothing_to_import", path=f"{place}.requirements")
    if len(requirements) > MAX_ITEMS:
        raise InputError("catalogs.too_many_items", path=place, limit=MAX_ITEMS)
    ids = {text_of(one, "bom-ref"): text_of(one, "identifier") or text_of(one, "bom-ref") for one in requirements}
    parents = {text_of(one, "parent") for one in requirements}
    groups: list[ImportedItem] = []
    items: list[ImportedItem] = []
    seen: set[str] = set()
    for index, one in enumerate(requirements):
        where = f"{place}.requirements[{index}]"
        name = text_of(one, "identifier") or text_of(one, "bom-ref")
        if not name or name in seen:
            code = "catalogs.import_duplicate_id" if name else "catalogs.import_no_id"
            omissions.add(code, name or "requirement", where)
            continue
        seen.add(name)
        title, text = text_of(one, "title"), text_of(one, "text")
        parent = text_of(one, "parent")
        if parent and parent not in ids:
            omissions.add("catalogs.import_unknown_parent", parent, where)
        entry = ImportedItem(
            name, {"en": title or text or name}, {"en": text} if title and text else {}, ids.get(parent) or None
        )
        (groups if text_of(one, "bom-ref") in parents else items).append(entry)
        for part in _NO_PLACE:
            if one.get(part):
                omissions.add("catalogs.import_no_place", part, f"{where}.{part}")
    name = text_of(standard, "name") or "standard"
    profiles = _levels(standard, {item.id for item in items}, ids, place, omissions)
    return ImportedPack(
        framework=framework or name_from(name, "cyclonedx-standard"),
        version=version_from(version or text_of(standard, "version")),
        title={"en": name},
        publisher={"en": text_of(standard, "owner") or name},
        published=published,
        source=f"{name} {text_of(standard, 'version')}".strip(),
        groups=tuple(groups),
        items=tuple(items),
        not_taken=omissions.report(),
        profiles=profiles,
    )


def _levels(
    standard: Mapping[str, object], known: set[str], ids: Mapping[str, str], place: str, omissions: Omissions
) -> dict[str, tuple[str, ...]]:
    profiles: dict[str, tuple[str, ...]] = {}
    for index, level in enumerate(nested_list(standard, "levels")):
        name = text_of(level, "identifier") or text_of(level, "bom-ref") or f"level-{index + 1}"
        listed = level.get("requirements")
        taken: list[str] = []
        for number, reference in enumerate(listed if isinstance(listed, list) else []):
            target = ids.get(str(reference), str(reference))
            if target in known:
                taken.append(target)
            else:
                where = f"{place}.levels[{index}].requirements[{number}]"
                omissions.add("catalogs.import_unknown_item", str(reference), where)
        profiles[name_from(name, f"level-{index + 1}")] = tuple(dict.fromkeys(taken))
    return profiles
