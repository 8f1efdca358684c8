"""OSCAL catalogs (NIST OSCAL 1.x, model ``catalog``, JSON) to packs.

Taken: groups, controls and enhancements with id, title and statement, parameters replaced by their labels. Not taken, and
reported: guidance, assessment parts, parameters' guidelines, properties, links, back matter, withdrawn controls.
"""

import re
from collections.abc import Iterator, Mapping

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

_INSERT = re.compile(r"\{\{\s*insert:\s*param,\s*([^\s}]+)\s*\}\}")
_MAX_DEPTH = 20


def import_oscal_catalog(
    document: object, *, day: str, framework: str | None = None, version: str | None = None
) -> ImportedPack:
    """Return a pack from a decoded OSCAL catalog.

    Args:
        day: of the import, ISO 8601; stands in where the catalog states no date.
        framework, version: names to use instead of those in the metadata.

    Raises:
        InputError: it is not an OSCAL catalog, or holds no controls.
    """
    catalog = document.get("catalog") if isinstance(document, Mapping) else None
    if not isinstance(catalog, Mapping):
        raise InputError("catalogs.not_oscal_catalog")
    metadata = catalog.get("metadata")
    metadata = metadata if isinstance(metadata, Mapping) else {}
    reader = _Reader()
    reader.read(catalog, None, "catalog", 0)
    if not reader.items:
        raise InputError("catalogs.nothing_to_import", path="catalog")
    if "back-matter" in catalog:
        reader.omissions.add("catalogs.import_no_place", "back-matter", "catalog.back-matter")
    title = text_of(metadata, "title") or "OSCAL catalog"
    parties = nested_list(metadata, "parties")
    return ImportedPack(
        framework=framework or name_from(title, "oscal-catalog"),
        version=version_from(version or text_of(metadata, "version")),
        title={"en": title},
        publisher={"en": next((text_of(party, "name") for party in parties if text_of(party, "name")), title)},
        published=day_from(text_of(metadata, "published") or text_of(metadata, "last-modified"), day),
        source=title,
        groups=tuple(reader.groups),
        items=tuple(reader.items),
        not_taken=reader.omissions.report(),
    )


class _Reader:
    """Walks groups and controls once."""

    def __init__(self) -> None:
        self.groups: list[ImportedItem] = []
        self.items: list[ImportedItem] = []
        self.omissions = Omissions()
        self._ids: set[str] = set()

    def read(self, holder: Mapping[str, object], parent: str | None, place: str, depth: int) -> None:
        """Take the groups and controls of a catalog, a group or a control."""
        if depth > _MAX_DEPTH:
            raise InputError("catalogs.nested_too_deep", path=place, limit=_MAX_DEPTH)
        for index, group in enumerate(nested_list(holder, "groups")):
            where = f"{place}.groups[{index}]"
            name = text_of(group, "id") or f"group-{len(self.groups) + 1}"
            if self._is_new(name, where):
                self.groups.append(ImportedItem(name, {"en": text_of(group, "title") or name}, parent=parent))
            self._omit(group, ("parts", "params", "links"), where)
            self.read(group, name, where, depth + 1)
        for index, control in enumerate(nested_list(holder, "controls")):
            self._control(control, parent, f"{place}.controls[{index}]", depth)

    def _control(self, control: Mapping[str, object], parent: str | None, place: str, depth: int) -> None:
        name = text_of(control, "id")
        if not name:
            self.omissions.add("catalogs.import_no_id", "control", place)
            return
        props = nested_list(control, "props")
        if any(text_of(prop, "name") == "status" and text_of(prop, "value") == "withdrawn" for prop in props):
            self.omissions.add("catalogs.import_withdrawn", "control", f"{place} ({name})")
            return
        if len(self.items) >= MAX_ITEMS:
            raise InputError("catalogs.too_many_items", path=place, limit=MAX_ITEMS)
        if self._is_new(name, place):
            statement = "\n".join(self._statement(control, place))
            text = {"en": statement} if statement else {}
            self.items.append(ImportedItem(name, {"en": text_of(control, "title") or name}, text, parent))
        self._omit(control, ("props", "links"), place)
        self.read(control, name, place, depth + 1)

    def _statement(self, control: Mapping[str, object], place: str) -> Iterator[str]:
        labels = {text_of(param, "id"): text_of(param, "label") for param in _params(control)}
        for index, part in enumerate(nested_list(control, "parts")):
            if text_of(part, "name") in ("statement", "overview"):
                yield from _lines(part, labels, 0)
            else:
                kind = text_of(part, "name") or "part"
                self.omissions.add("catalogs.import_no_place", kind, f"{place}.parts[{index}]")

    def _omit(self, holder: Mapping[str, object], names: tuple[str, ...], place: str) -> None:
        for name in names:
            for index, _ in enumerate(nested_list(holder, name)):
                self.omissions.add("catalogs.import_no_place", name, f"{place}.{name}[{index}]")

    def _is_new(self, name: str, place: str) -> bool:
        if name in self._ids:
            self.omissions.add("catalogs.import_duplicate_id", name, place)
            return False
        self._ids.add(name)
        return True


def _params(control: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    yield from nested_list(control, "params")


def _lines(part: Mapping[str, object], labels: Mapping[str, str], depth: int) -> Iterator[str]:
    prose = _INSERT.sub(lambda found: f"[{labels.get(found[1]) or found[1]}]", text_of(part, "prose"))
    label = next(
        (text_of(prop, "value") for prop in nested_list(part, "props") if text_of(prop, "name") == "label"), ""
    )
    if prose:
        yield "  " * depth + (f"{label} {prose}" if label else prose)
    if depth < _MAX_DEPTH:
        for child in nested_list(part, "parts"):
            yield from _lines(child, labels, depth + 1)
