"""From the levels of tasks to pictures of the whole: distribution per group, and breadth × depth.

Breadth is the share of applicable tasks that reach a depth; its steps 50, 80 and 100 % are a first idea in METI's
material of February 2025, not a settled rule.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from kaname.assurance.levels import HIGHEST_LEVEL, LevelResult
from kaname.catalogs.pack import Pack

STEPS_PERCENT = (50, 80, 100)


class Breadth(Struct, frozen=True):
    """How many applicable tasks reach a depth.

    Attributes:
        depth: level 1 to 3. step_percent: highest step reached, 0 where none. missing_to_next: tasks still needed for the
            next step; 0 at the last.
    """

    depth: int
    reached: int
    applicable: int
    step_percent: int
    next_step_percent: int | None
    missing_to_next: int


def level_distribution(pack: Pack, results: Iterable[LevelResult]) -> dict[str, tuple[int, ...]]:
    """Return, per outermost group in pack order, the number of tasks at levels 0, 1, 2 and 3.

    Tasks that do not apply are in no column.
    """
    groups = {item.id: pack.group_of(item) for item in pack.items}
    counts: dict[str, list[int]] = {}
    for item in pack.items:
        counts.setdefault(groups[item.id], [0] * (HIGHEST_LEVEL + 1))
    for result in results:
        if result.level is not None:
            counts[groups[result.task]][result.level] += 1
    return {group: tuple(row) for group, row in counts.items()}


def breadth_by_depth(results: Sequence[LevelResult]) -> tuple[Breadth, ...]:
    """Return breadth for depths 1, 2 and 3. Exact: compares integers, so 40 of 50 is 80 %."""
    levels = [result.level for result in results if result.level is not None]
    return tuple(_breadth(depth, levels) for depth in range(1, HIGHEST_LEVEL + 1))


def _breadth(depth: int, levels: Sequence[int]) -> Breadth:
    reached, total = sum(level >= depth for level in levels), len(levels)
    done = [step for step in STEPS_PERCENT if total and reached * 100 >= step * total]
    following = next((step for step in STEPS_PERCENT if step not in done), None)
    needed = -(-following * total // 100) if following is not None else 0
    return Breadth(
        depth=depth,
        reached=reached,
        applicable=total,
        step_percent=done[-1] if done else 0,
        next_step_percent=following,
        missing_to_next=max(0, needed - reached),
    )


def status_counts(statuses: Mapping[str, str]) -> dict[str, int]:
    """Return how many items have each status, in a fixed order."""
    order = ("met", "equivalent", "partly", "not_met", "not_applicable", "not_answered")
    return {status: sum(value == status for value in statuses.values()) for status in order}
