"""What must hold inside a pack beyond its shape. Each check is one function that yields the defects it finds."""

import re
from collections.abc import Callable, Iterator, Mapping

from kaname.catalogs.pack import Item, Levels, Pack, Provenance
from kaname.errors import InputError

MAX_COST = 5
_DATE = re.compile(r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")


def check_pack(pack: Pack, places: Mapping[str, str]) -> list[InputError]:
    """Return every defect of a pack, in pack order.

    Args:
        pack: as read, with the items of the pack it extends. places: item id → where it stands; items that are not in
            it come from the pack that this one extends and were checked there.
    """
    header = f"{pack.folder}/pack.yaml"
    errors = [defect for check in _HEADER_CHECKS for defect in check(pack, header)]
    for item in pack.items:
        if item.id in places:
            errors += [defect for check in _ITEM_CHECKS for defect in check(pack, item, places[item.id])]
    return errors


def _header_texts(pack: Pack, place: str) -> Iterator[InputError]:
    for name, text in (("title", pack.title), ("publisher", pack.publisher)):
        if not (text.ja or text.en):
            yield InputError("catalogs.text_missing", path=f"{place}: {name}")
    yield from _dates(pack.provenance, f"{place}: provenance")
    if not _DATE.match(pack.published):
        yield InputError("catalogs.not_a_date", path=f"{place}: published", value=pack.published)


def _groups(pack: Pack, place: str) -> Iterator[InputError]:
    seen: set[str] = set()
    for index, group in enumerate(pack.groups):
        where = f"{place}: groups[{index}]"
        if group.id in seen:
            yield InputError("catalogs.duplicate_id", path=f"{where}.id", id=group.id)
        if group.parent is not None and group.parent not in seen:
            yield InputError("catalogs.unknown_parent", path=f"{where}.parent", id=group.parent)
        if not (group.title.ja or group.title.en):
            yield InputError("catalogs.text_missing", path=f"{where}.title")
        seen.add(group.id)


def _profiles_and_retired(pack: Pack, place: str) -> Iterator[InputError]:
    ids = {item.id for item in pack.items}
    for index, profile in enumerate(pack.profiles):
        for number, item_id in enumerate(profile.items):
            if item_id not in ids:
                yield InputError(
                    "catalogs.unknown_item", path=f"{place}: profiles[{index}].items[{number}]", id=item_id
                )
    for index, retired in enumerate(pack.retired):
        if retired.id in ids:
            yield InputError("catalogs.retired_id_in_use", path=f"{place}: retired[{index}].id", id=retired.id)
        for number, item_id in enumerate(retired.replaced_by):
            if item_id not in ids:
                where = f"{place}: retired[{index}].replaced_by[{number}]"
                yield InputError("catalogs.unknown_item", path=where, id=item_id)


def _item_basics(pack: Pack, item: Item, place: str) -> Iterator[InputError]:
    if not (item.title.ja or item.title.en):
        yield InputError("catalogs.text_missing", path=f"{place}.title")
    parents = {group.id for group in pack.groups} | {other.id for other in pack.items}
    if item.parent is not None and item.parent not in parents:
        yield InputError("catalogs.unknown_parent", path=f"{place}.parent", id=item.parent)
    roles = {role.id for role in pack.roles}
    for index, role in enumerate(item.roles):
        if role not in roles:
            yield InputError("catalogs.unknown_role", path=f"{place}.roles[{index}]", id=role)
    if item.provenance is not None:
        yield from _dates(item.provenance, f"{place}.provenance")


def _item_links(pack: Pack, item: Item, place: str) -> Iterator[InputError]:
    ids = {other.id for other in pack.items}
    for index, other in enumerate(item.skipped_by):
        if other not in ids or other == item.id:
            yield InputError("catalogs.unknown_item", path=f"{place}.skipped_by[{index}]", id=other)
    if item.opened_by is not None and item.opened_by not in ids:
        yield InputError("catalogs.unknown_item", path=f"{place}.opened_by", id=item.opened_by)


def _item_levels(pack: Pack, item: Item, place: str) -> Iterator[InputError]:
    if item.levels is None:
        return
    if pack.scoring != "levels":
        yield InputError("catalogs.levels_not_scored", path=f"{place}.levels", scoring=pack.scoring)
    yield from _levels(item.levels, f"{place}.levels")


def _levels(levels: Levels, place: str) -> Iterator[InputError]:
    seen: set[str] = set()
    for name, level in (("1", levels.one), ("2", levels.two), ("3", levels.three)):
        where = f"{place}.{name}"
        if level.choose is not None and not 0 <= level.choose.at_least <= len(level.choose.items):
            yield InputError(
                "catalogs.choose_more_than_there_are",
                path=f"{where}.choose.at_least",
                at_least=level.choose.at_least,
                count=len(level.choose.items),
            )
        chosen = level.choose.items if level.choose else ()
        for part, items in (("must", level.must), ("choose.items", chosen)):
            for index, entry in enumerate(items):
                if entry.id in seen:
                    yield InputError("catalogs.duplicate_id", path=f"{where}.{part}[{index}].id", id=entry.id)
                if not 1 <= entry.cost <= MAX_COST:
                    yield InputError(
                        "catalogs.cost_out_of_range",
                        path=f"{where}.{part}[{index}].cost",
                        cost=entry.cost,
                        most=MAX_COST,
                    )
                if not (entry.ja or entry.en):
                    yield InputError("catalogs.text_missing", path=f"{where}.{part}[{index}]")
                seen.add(entry.id)
    if not levels.one.must:
        yield InputError("catalogs.no_must_item", path=f"{place}.1.must")


def _dates(provenance: Provenance, place: str) -> Iterator[InputError]:
    if not _DATE.match(provenance.date):
        yield InputError("catalogs.not_a_date", path=f"{place}.date", value=provenance.date)


_HEADER_CHECKS: tuple[Callable[[Pack, str], Iterator[InputError]], ...] = (
    _header_texts,
    _groups,
    _profiles_and_retired,
)
_ITEM_CHECKS: tuple[Callable[[Pack, Item, str], Iterator[InputError]], ...] = (
    _item_basics,
    _item_links,
    _item_levels,
)
