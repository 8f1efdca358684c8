"""Read a pack folder strictly: every defect is named with file and place, and a pack with a defect is not used.

A folder holds ``pack.yaml`` (what the framework is, its groups, roles, profiles) and any number of other ``*.yaml``, each
with one list named ``tasks``, ``requirements``, ``questions``, ``controls`` or ``checks``. docs/reference/packs.md.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
from msgspec import Struct

from kaname.catalogs.checks import check_pack
from kaname.catalogs.pack import Base, Fact, Group, Item, Pack, Profile, Provenance, Retired, Role, Scoring, Text
from kaname.catalogs.yaml_text import Plain, parse_yaml
from kaname.errors import ErrorGroup, InputError

SCHEMA = "kaname.pack/1"
LISTS = ("tasks", "requirements", "questions", "controls", "checks")
MAX_FILES = 50  # the largest bundled pack has four

T = TypeVar("T")


class _Header(Struct, frozen=True, forbid_unknown_fields=True):
    """``pack.yaml``."""

    schema: Literal["kaname.pack/1"]
    framework: str
    version: str
    title: Text
    publisher: Text
    published: str
    state: Literal["final", "draft"]
    scoring: Scoring
    provenance: Provenance
    summary: Text = Text()
    url: str | None = None
    groups: tuple[Group, ...] = ()
    roles: tuple[Role, ...] = ()
    profiles: tuple[Profile, ...] = ()
    retired: tuple[Retired, ...] = ()
    facts: tuple[Fact, ...] = ()
    extends: Base | None = None
    reworded: tuple[str, ...] = ()


class _Part(Struct, frozen=True, forbid_unknown_fields=True):
    """Any other file of a pack."""

    provenance: Provenance | None = None
    title_provenance: Provenance | None = None
    levels_provenance: Provenance | None = None
    tasks: tuple[Item, ...] = ()
    requirements: tuple[Item, ...] = ()
    questions: tuple[Item, ...] = ()
    controls: tuple[Item, ...] = ()
    checks: tuple[Item, ...] = ()


def load_pack(folder: Path, *, name: str | None = None, base: Callable[[Base], Pack] | None = None) -> Pack:
    """Read the pack in a folder.

    Args:
        folder: holds ``pack.yaml``; name: what errors call the folder (default ``packs/<folder name>``).
        base: returns the pack that this one extends.

    Raises:
        InputError: no pack there, or a file that cannot be used.
        ErrorGroup: several defects; each error's ``path`` is like ``packs/x/tasks.yaml: tasks[3].levels.1.choose``.
    """
    label = name or f"packs/{folder.name}"
    header = _read(folder / "pack.yaml", f"{label}/pack.yaml", _Header)
    items: list[Item] = []
    places: dict[str, str] = {}
    errors: list[InputError] = []
    others = sorted(path for path in folder.glob("*.yaml") if path.name not in ("pack.yaml", "mappings.yaml"))
    if len(others) > MAX_FILES:
        raise InputError("catalogs.too_many_files", path=label, limit=MAX_FILES)
    for path in others:
        part_label = f"{label}/{path.name}"
        part = _read(path, part_label, _Part)
        for list_name in LISTS:
            part_items: tuple[Item, ...] = getattr(part, list_name)
            for index, item in enumerate(part_items):
                place = f"{part_label}: {list_name}[{index}]"
                if item.id in places:
                    errors.append(InputError("catalogs.duplicate_id", path=f"{place}.id", id=item.id))
                    continue
                places[item.id] = place
                items.append(_with_defaults(item, part, header))
    pack = _assemble(header, items, label)
    if header.extends is not None:
        pack = _extended(pack, header, header.extends, base, label)
    errors += check_pack(pack, places)
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise ErrorGroup("catalogs.pack_defects", errors, path=label)
    return pack


def load_header(folder: Path, *, name: str | None = None) -> Pack:
    """Read ``pack.yaml`` only: a pack without items, for lists. Cost: one small file."""
    label = name or f"packs/{folder.name}"
    return _assemble(_read(folder / "pack.yaml", f"{label}/pack.yaml", _Header), [], label)


def convert_plain(value: Plain, to: type[T], name: str) -> T:
    """Turn a plain value into a type; errors carry the place as ``name: a.b[0].c``.

    Raises:
        InputError: the value has another shape.
    """
    try:
        return msgspec.convert(value, to)
    except msgspec.ValidationError as error:
        raise _shape_error(str(error), name) from None


def _read(path: Path, label: str, to: type[T]) -> T:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError("catalogs.file_unreadable", path=label, reason=error.strerror or "") from None
    return convert_plain(parse_yaml(data, label), to, label)


_AT = re.compile(r" - at `(?P<key>key in )?\$\.?(?P<path>[^`]*)`$")
_SHAPES: tuple[tuple[re.Pattern[str], str, tuple[str, ...]], ...] = (
    (re.compile(r"^Expected `([^`]+)`, got `([^`]+)`"), "catalogs.wrong_type", ("expected", "found")),
    (re.compile(r"^Object missing required field `([^`]+)`"), "catalogs.missing_field", ("field",)),
    (re.compile(r"^Object contains unknown field `([^`]+)`"), "catalogs.unknown_field", ("field",)),
    (re.compile(r"^Invalid enum value '?([^']*)'?"), "catalogs.unknown_value", ("value",)),
)


def _shape_error(message: str, name: str) -> InputError:
    at = _AT.search(message)
    place = f"{name}: {at['path']}" if at and at["path"] else name
    body = message[: at.start()] if at else message
    for pattern, code, names in _SHAPES:
        match = pattern.match(body)
        if match:
            return InputError(code, path=place, **dict(zip(names, match.groups(), strict=True)))
    return InputError("catalogs.wrong_shape", path=place, detail=body)


def _with_defaults(item: Item, part: _Part, header: _Header) -> Item:
    provenance = item.provenance or part.provenance or header.provenance
    levels = item.levels
    if levels is not None and levels.provenance is None:
        levels = msgspec.structs.replace(levels, provenance=part.levels_provenance or provenance)
    titled = item.title_provenance or part.title_provenance or provenance
    return msgspec.structs.replace(item, provenance=provenance, title_provenance=titled, levels=levels)


def _assemble(header: _Header, items: Sequence[Item], label: str) -> Pack:
    return Pack(
        framework=header.framework,
        version=header.version,
        title=header.title,
        publisher=header.publisher,
        published=header.published,
        state=header.state,
        scoring=header.scoring,
        provenance=header.provenance,
        groups=header.groups,
        items=tuple(items),
        summary=header.summary,
        url=header.url,
        roles=header.roles,
        profiles=header.profiles,
        retired=header.retired,
        facts=header.facts,
        extends=header.extends,
        folder=label,
    )


def _extended(pack: Pack, header: _Header, extends: Base, base: Callable[[Base], Pack] | None, label: str) -> Pack:
    if base is None:
        raise InputError("catalogs.base_missing", path=f"{label}/pack.yaml: extends", pack=extends.framework)
    under = base(extends)
    groups = _overlaid(under.groups, pack.groups, lambda group: group.id)
    items = _overlaid(under.items, pack.items, lambda item: item.id)
    known = {group.id for group in groups} | {item.id for item in items}
    for index, name in enumerate(header.reworded):
        if name not in known:
            raise InputError("catalogs.unknown_item", path=f"{label}/pack.yaml: reworded[{index}]", id=name)
    return msgspec.structs.replace(
        pack,
        groups=tuple(msgspec.structs.replace(group, changed=group.id in header.reworded) for group in groups),
        items=tuple(msgspec.structs.replace(item, changed=item.id in header.reworded) for item in items),
        roles=pack.roles or under.roles,
    )


def _overlaid(under: Iterable[T], over: Iterable[T], key: Callable[[T], str]) -> tuple[T, ...]:
    """Return the entries of ``under`` with those of ``over`` in their place; new ones after their nearest neighbour."""
    merged: Mapping[str, T] = {key(entry): entry for entry in under} | {key(entry): entry for entry in over}
    return tuple(sorted(merged.values(), key=lambda entry: natural_key(key(entry))))


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts ``PW.2`` before ``PW.10``."""
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.findall(r"[0-9]+|[^0-9]+", text))
