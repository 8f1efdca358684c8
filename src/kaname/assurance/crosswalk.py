"""From guidelines already met to the tasks of another framework: full, union of partial matches, partial, none.

Only reviewed mappings count. Several partial matches may cover a task together: the union of the ★/▲ items that they cover
is formed, and what remains is given as text. A partial match whose parts nobody worked out adds nothing to a union.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from msgspec import Struct

from kaname.catalogs.pack import Item, LevelItem, Pack, Text
from kaname.catalogs.relations import ItemMapping, Reference

Cover = Literal["full", "union", "partial", "none"]


class TaskCover(Struct, frozen=True):
    """How far a task is covered by what is met elsewhere.

    Attributes:
        cover: ``full`` one clause covers it; ``union`` partial matches together cover every ★ item; ``partial``; ``none``.
        by: mappings that count; unreviewed: mappings that would matter if somebody reviewed them.
        covered, remaining: ★/▲ items of level 1 and 2; whole: the union covers the ▲ items too. gaps: texts of what remains
            where parts are not worked out.
    """

    task: str
    cover: Cover
    by: tuple[ItemMapping, ...]
    unreviewed: tuple[ItemMapping, ...]
    covered: tuple[str, ...]
    remaining: tuple[LevelItem, ...]
    whole: bool
    gaps: tuple[Text, ...]


def cover_tasks(pack: Pack, mappings: Sequence[ItemMapping], is_met: Callable[[Reference], bool]) -> list[TaskCover]:
    """Return the cover of every item of a pack that can be answered.

    Args:
        mappings: with items of ``pack`` as targets; others are ignored.
        is_met: says whether a source item is met.
    """
    met: dict[str, list[ItemMapping]] = {}
    for mapping in mappings:
        target = mapping.target
        if f"{target.framework}-{target.version}" == pack.key and mapping.relation != "none" and is_met(mapping.source):
            met.setdefault(target.id, []).append(mapping)
    return [cover_task(item, met.get(item.id, ())) for item in pack.items]


def cover_task(item: Item, met: Iterable[ItemMapping]) -> TaskCover:
    """Return the cover of one task by mappings whose source items are met."""
    mappings = list(met)
    counting = [mapping for mapping in mappings if mapping.counts]
    entries = _asked(item)
    full = any(mapping.relation in ("equal", "superset") for mapping in counting)
    parts = {part for mapping in counting for part in mapping.target_parts}
    covered = [entry for entry in entries if full or entry.id in parts]
    remaining = [entry for entry in entries if not full and entry.id not in parts]
    must = (
        {entry.id for entry in item.levels.one.must} | {entry.id for entry in item.levels.two.must}
        if item.levels
        else set()
    )
    cover: Cover = "none"
    if full:
        cover = "full"
    elif must and must <= parts:
        cover = "union"
    elif counting:
        cover = "partial"
    return TaskCover(
        task=item.id,
        cover=cover,
        by=tuple(counting),
        unreviewed=tuple(mapping for mapping in mappings if not mapping.counts),
        covered=tuple(entry.id for entry in covered),
        remaining=tuple(remaining),
        whole=not remaining and bool(entries),
        gaps=() if full else tuple(mapping.target_gap for mapping in counting if mapping.target_gap is not None),
    )


def _asked(item: Item) -> list[LevelItem]:
    """Return the items of levels 1 and 2: what the task asks for, without the review of how it is done."""
    if item.levels is None:
        return []
    found: list[LevelItem] = []
    for level in (item.levels.one, item.levels.two):
        found += [*level.must, *(level.choose.items if level.choose else ())]
    return found
