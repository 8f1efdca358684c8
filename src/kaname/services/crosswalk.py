"""Use cases around mappings: show a row, count coverage, carry what is met elsewhere over to a framework."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from kaname.assurance.crosswalk import TaskCover, cover_tasks
from kaname.catalogs.pack import Pack
from kaname.catalogs.relations import WHOLE, ItemMapping, PublishedCoverage, Reference, inverse
from kaname.catalogs.shelf import Shelf, find_item
from kaname.errors import InputError
from kaname.services.frameworks import mappings_to


class GuidelineCoverage(Struct, frozen=True):
    """How many tasks a guideline covers, by the mappings held here, and what was published.

    Attributes:
        equal_or_better: tasks with a reviewed ◎ or ○; partial: with a reviewed △ only; unreviewed: tasks that only
            unreviewed or disputed mappings touch. published: None where no figure was published.
    """

    framework: str
    version: str
    equal_or_better: int
    partial: int
    unreviewed: int
    of: int
    published: PublishedCoverage | None


class CarryReport(Struct, frozen=True):
    """What follows for every task from guidelines already met."""

    pack: Pack
    sources: tuple[str, ...]
    tasks: tuple[TaskCover, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """Cover → number of tasks."""
        return {kind: sum(task.cover == kind for task in self.tasks) for kind in ("full", "union", "partial", "none")}


def show_mappings(
    *, shelf: Shelf, pack: Pack, item_id: str | None = None, source: str | None = None, backwards: bool = False
) -> tuple[ItemMapping, ...]:
    """Return mappings to a pack, of one item or one source framework; ``backwards`` reads them from the pack outwards.

    Raises:
        InputError: no such item.
    """
    if item_id is not None:
        find_item(pack, item_id)
    chosen = [
        mapping
        for mapping in mappings_to(shelf=shelf, pack=pack).mappings
        if (item_id is None or mapping.target.id == item_id) and (source is None or _is_of(mapping.source, source))
    ]
    return tuple(inverse(mapping) for mapping in chosen) if backwards else tuple(chosen)


def count_coverage(*, shelf: Shelf, pack: Pack) -> tuple[GuidelineCoverage, ...]:
    """Return coverage per source framework, in the order of the mapping file."""
    file = mappings_to(shelf=shelf, pack=pack)
    keys = dict.fromkeys((one.source.framework, one.source.version) for one in file.mappings)
    published = {(one.framework, one.version): one for one in file.published}
    return tuple(_coverage(key, file.mappings, len(pack.items), published.get(key)) for key in {**keys, **published})


def _coverage(
    key: tuple[str, str], mappings: Iterable[ItemMapping], total: int, published: PublishedCoverage | None
) -> GuidelineCoverage:
    own = [one for one in mappings if (one.source.framework, one.source.version) == key and one.relation != "none"]
    full = {one.target.id for one in own if one.counts and one.relation in ("equal", "superset")}
    part = {one.target.id for one in own if one.counts} - full
    rest = {one.target.id for one in own} - full - part
    return GuidelineCoverage(key[0], key[1], len(full), len(part), len(rest), total, published)


def carry_over(*, shelf: Shelf, pack: Pack, met: Iterable[str]) -> CarryReport:
    """Return what guidelines already met mean for the tasks of a pack.

    Args:
        met: frameworks (``cpsf`` or ``cpsf-trial-2024``: all of it is met) or single items (``cpsf:IP-4``). A mapping of a
            whole guideline counts only where the whole guideline is met.

    Raises:
        InputError: no such framework or item.
    """
    named = tuple(met)
    wanted: set[tuple[str, str, str | None]] = set()
    for name in named:
        framework, _, item_id = name.partition(":")
        source = shelf.load(framework)
        if item_id:
            find_item(source, item_id)
        wanted.add((source.framework, source.version, None if item_id in ("", WHOLE) else item_id))

    def is_met(reference: Reference) -> bool:
        key = (reference.framework, reference.version)
        return (*key, None) in wanted or (*key, reference.id) in wanted

    file = mappings_to(shelf=shelf, pack=pack)
    if not file.mappings:
        raise InputError("assurance.no_mappings", framework=pack.key)
    return CarryReport(pack, named, tuple(cover_tasks(pack, file.mappings, is_met)))


def _is_of(reference: Reference, name: str) -> bool:
    return name in (reference.framework, f"{reference.framework}-{reference.version}")
