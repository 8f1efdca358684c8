"""The level engine: from answers to a level 0 to 3 for a task, with everything that made it and everything missing.

The rule (METI, report on the SSDF trial of fiscal 2024, section on criteria, table 3.2.9-1 and 3.2.9-3):

* level 1: every ★ item, and at least n of the ▲ items; level 2: every ▲ item too; level 3: the review process and its
  history too; anything less than level 1 is level 0;
* an equivalent measure counts when the equivalence is explained; what does not apply, with a reason, is not asked for;
* three axes: coverage, independence of persons, process maturity. The level is the lowest of the three.

What this engine adds, and documents in ADR 0020: an answer whose cited evidence is all stale does not count; an assessor's
judgement on an axis holds the level down; a task in which nothing of level 1 applies has no level.
Pure: no files, no clock, no framework names.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct

from kaname.assurance.assessment import Axes, Evidence, ItemAnswer, TaskAnswer
from kaname.catalogs.pack import Axis, Choice, Item, Level, LevelItem, Levels

HIGHEST_LEVEL = 3
_INDEPENDENCE = {"none": 0, "person_dependent": 1, "standardised": 2, "automated": 3}
_MATURITY = {"none": 0, "minimal": 1, "managed": 2, "optimising": 3}
_AXIS_STEP_COST = 3  # raising how a whole task is worked takes weeks, like a middling item

Mark = Literal["must", "choose"]


class LevelRule(Struct, frozen=True):
    """What an organisation may tighten.

    Attributes:
        desk_ceiling: highest level that answers verified on paper only can support; None: they count like practised ones.
    """

    desk_ceiling: int | None = None


class ItemFinding(Struct, frozen=True):
    """How one item was judged.

    Attributes:
        mark: ``must`` ★ or ``choose`` ▲; level: that asks for it first. counts: it is fulfilled; exempt: it does not apply.
        reason: message code. cost: of making it count from here, 0 where it counts or is exempt.
        stale_evidence: ids that are cited but not current or not known.
    """

    id: str
    mark: Mark
    level: int
    axis: Axis
    counts: bool
    exempt: bool
    reason: str
    cost: int
    verification: str
    has_evidence: bool
    stale_evidence: tuple[str, ...] = ()


class Step(Struct, frozen=True):
    """Something to do.

    Attributes:
        kind: ``item``: make an item count; ``axis``: raise an axis to ``to_level``. optional: one of several ▲ items of
            which only some are needed.
    """

    kind: Literal["item", "axis"]
    id: str
    cost: int
    mark: Mark | None = None
    optional: bool = False
    to_level: int | None = None
    reason: str = ""


class LevelResult(Struct, frozen=True):
    """The level of a task and why.

    Attributes:
        level: 0 to 3; None where the task does not apply. made_by: items that count, in pack order.
        blocking: all that stands between here and the next level; of the optional steps in it, ``choose_still`` suffice.
        cheapest: the least costly part of ``blocking`` that reaches the next level, and its cost.
        axes: level reached on each axis. verification: ``practised``, ``desk`` or ``mixed``; None where nothing counts.
        unsupported: items that count without any evidence; stale: evidence id → items that lost by it.
    """

    task: str
    level: int | None
    findings: tuple[ItemFinding, ...]
    made_by: tuple[str, ...]
    next_level: int | None
    blocking: tuple[Step, ...]
    choose_still: int
    cheapest: tuple[Step, ...]
    cheapest_cost: int
    axes: Mapping[str, int]
    verification: str | None
    unsupported: tuple[str, ...]
    stale: Mapping[str, tuple[str, ...]]
    reason: str | None = None


def level_of_task(
    item: Item,
    answer: TaskAnswer | None,
    *,
    evidence: Mapping[str, Evidence],
    now: datetime,
    rule: LevelRule | None = None,
) -> LevelResult:
    """Return the level of a task and everything that explains it.

    Args:
        item: with ``levels``. answer: None where the task was not answered. evidence: by id. now: aware.

    Raises:
        ValueError: the item has no levels (a programming error: packs scored otherwise are not asked for levels).
    """
    if item.levels is None:
        raise ValueError(f"{item.id} has no levels")
    rule = rule or LevelRule()
    given = answer or TaskAnswer()
    judge = _Judge(item.levels, given, evidence, now, rule)
    why_not = _task_exemption(given)
    if why_not is None and judge.nothing_applies():
        why_not = "assurance.nothing_applies"
    if why_not is not None:
        return _not_applicable(item.id, why_not, judge.findings)
    level = judge.level()
    next_level = level + 1 if level < HIGHEST_LEVEL and judge.is_defined(level + 1) else None
    blocking, choose_still = judge.needs(next_level) if next_level else ((), 0)
    cheapest = _cheapest(blocking, choose_still)
    made = tuple(found for found in judge.findings if found.counts)
    return LevelResult(
        task=item.id,
        level=level,
        findings=judge.findings,
        made_by=tuple(found.id for found in made),
        next_level=next_level,
        blocking=blocking,
        choose_still=choose_still,
        cheapest=cheapest,
        cheapest_cost=sum(step.cost for step in cheapest),
        axes=judge.axis_levels(),
        verification=_verification(made),
        unsupported=tuple(found.id for found in made if not found.has_evidence),
        stale=_stale(judge.findings),
    )


class _Judge:
    """One task under judgement. Levels are judged from the same findings, so that they cannot disagree."""

    def __init__(
        self, levels: Levels, answer: TaskAnswer, evidence: Mapping[str, Evidence], now: datetime, rule: LevelRule
    ) -> None:
        self._levels: tuple[Level, ...] = (levels.one, levels.two, levels.three)
        self._axes = answer.axes or Axes()
        self._rule = rule
        self.findings = tuple(
            _judge_item(entry, mark, number, answer, evidence, now)
            for number, level in enumerate(self._levels, start=1)
            for mark, entry in _marked(level)
        )
        self._by_id = {found.id: found for found in self.findings}

    def nothing_applies(self) -> bool:
        """True where no item of level 1 is asked for."""
        return all(found.exempt for found in self.findings if found.level == 1)

    def is_defined(self, level: int) -> bool:
        """True where a level asks for something that applies, so that it can be reached at all."""
        if level < HIGHEST_LEVEL:
            return True
        return any(found.level == level and not found.exempt for found in self.findings)

    def level(self) -> int:
        """Return the highest level of which nothing is missing, level by level."""
        reached = 0
        for candidate in range(1, HIGHEST_LEVEL + 1):
            if not self.is_defined(candidate) or self.needs(candidate)[0]:
                break
            reached = candidate
        return reached

    def needs(self, level: int) -> tuple[tuple[Step, ...], int]:
        """Return what is missing for a level, everything below it included, and how many optional steps suffice."""
        steps: list[Step] = []
        still = 0
        for number, defined in enumerate(self._levels[:level], start=1):
            steps += [self._step(entry, "must") for entry in defined.must if not self._satisfied(entry, level)]
            choice = defined.choose
            if choice is None:
                continue
            missing = [entry for entry in choice.items if not self._satisfied(entry, level)]
            if number < level:
                steps += [self._step(entry, "choose") for entry in missing]
            else:
                still = self._still_to_choose(choice, level)
                steps += [self._step(entry, "choose", optional=True) for entry in missing] if still else []
        steps += self._axis_steps(level)
        return tuple(steps), still

    def axis_levels(self) -> dict[str, int]:
        """Return the level reached on each axis; their minimum is the level of the task.

        An axis is not credited with a level above the task's that asks nothing of it: having no test to fail is no merit.
        """
        level = self.level()
        return {axis: self._axis_level(axis, level) for axis in ("coverage", "independence", "maturity")}

    def _axis_level(self, axis: str, level: int) -> int:
        reached = 0
        for candidate in range(1, HIGHEST_LEVEL + 1):
            steps, still = self.needs(candidate)
            of_axis = [step for step in steps if self._axis_of(step) == axis and not step.optional]
            short = still > 0 and axis == "coverage"
            unasked = candidate > level and not self._asks(axis, candidate)
            if not self.is_defined(candidate) or of_axis or short or unasked:
                break
            reached = candidate
        return reached

    def _asks(self, axis: str, level: int) -> bool:
        """True where a level asks for something of an axis that the levels below it do not."""
        judged = {"independence": self._axes.independence, "maturity": self._axes.maturity}.get(axis)
        return judged is not None or any(
            found.axis == axis
            and not found.exempt
            and (found.level == level or (found.mark == "choose" and found.level == level - 1))
            for found in self.findings
        )

    def _axis_of(self, step: Step) -> str:
        return step.id if step.kind == "axis" else self._by_id[step.id].axis

    def _satisfied(self, entry: LevelItem, level: int) -> bool:
        found = self._by_id[entry.id]
        if found.exempt:
            return True
        ceiling = self._rule.desk_ceiling
        if ceiling is not None and found.verification == "desk" and level > ceiling:
            return False
        return found.counts

    def _still_to_choose(self, choice: Choice, level: int) -> int:
        applying = [entry for entry in choice.items if not self._by_id[entry.id].exempt]
        have = sum(self._satisfied(entry, level) for entry in applying)
        return max(0, min(choice.at_least, len(applying)) - have)

    def _step(self, entry: LevelItem, mark: Mark, *, optional: bool = False) -> Step:
        found = self._by_id[entry.id]
        cost = found.cost or max(1, entry.cost // 2)  # counts already, but on paper only: to be shown in practice
        reason = found.reason if found.cost else "assurance.desk_only"
        return Step(kind="item", id=entry.id, cost=cost, mark=mark, optional=optional, reason=reason)

    def _axis_steps(self, level: int) -> list[Step]:
        judged = (
            ("independence", self._axes.independence, _INDEPENDENCE),
            ("maturity", self._axes.maturity, _MATURITY),
        )
        return [
            Step(
                kind="axis",
                id=name,
                cost=_AXIS_STEP_COST * (level - scale[value]),
                to_level=level,
                reason="assurance.axis_below",
            )
            for name, value, scale in judged
            if value is not None and scale[value] < level
        ]


def _marked(level: Level) -> list[tuple[Mark, LevelItem]]:
    chosen = level.choose.items if level.choose else ()
    must: list[tuple[Mark, LevelItem]] = [("must", entry) for entry in level.must]
    return must + [("choose", entry) for entry in chosen]


def _judge_item(
    entry: LevelItem, mark: Mark, level: int, task: TaskAnswer, evidence: Mapping[str, Evidence], now: datetime
) -> ItemFinding:
    answer = task.items.get(entry.id)
    cited = answer.evidence if answer else ()
    stale = tuple(name for name in cited if name not in evidence or not evidence[name].is_current(now))
    counts, exempt, reason = judge_answer(answer, all_stale=bool(cited) and len(stale) == len(cited))
    return ItemFinding(
        id=entry.id,
        mark=mark,
        level=level,
        axis=entry.axis,
        counts=counts,
        exempt=exempt,
        reason=reason,
        cost=0 if counts or exempt else _cost(entry.cost, reason),
        verification=answer.verification if answer else "",
        has_evidence=bool(cited),
        stale_evidence=stale,
    )


def judge_answer(answer: ItemAnswer | None, *, all_stale: bool) -> tuple[bool, bool, str]:
    """Return whether an answer counts, whether it exempts, and the message code that says why.

    Args:
        answer: None where there is none. all_stale: it cites evidence and none of it is current.
    """
    explained = answer is not None and answer.explain is not None and bool(answer.explain.reason.strip())
    if answer is None:
        return False, False, "assurance.not_answered"
    if answer.status == "not_applicable":
        return (False, True, "assurance.exempt") if explained else (False, False, "assurance.exempt_without_reason")
    if answer.status == "equivalent" and not explained:
        return False, False, "assurance.equivalent_without_explanation"
    if answer.status in ("met", "equivalent"):
        if all_stale:
            return False, False, "assurance.evidence_stale"
        return True, False, f"assurance.{answer.status}"
    return False, False, f"assurance.{answer.status}"


def _cost(weight: int, reason: str) -> int:
    """Return the effort from here: half for what is begun, one for what only lacks words or fresh evidence."""
    if reason == "assurance.partly":
        return -(-weight // 2)
    if reason in (
        "assurance.evidence_stale",
        "assurance.equivalent_without_explanation",
        "assurance.exempt_without_reason",
    ):
        return 1
    return weight


def _cheapest(blocking: Sequence[Step], choose_still: int) -> tuple[Step, ...]:
    """Return all needed steps and the least costly ▲ steps: costs only add up, so the greedy choice is the best."""
    optional = sorted((step for step in blocking if step.optional), key=lambda step: step.cost)
    taken = {step.id for step in optional[:choose_still]}
    return tuple(step for step in blocking if not step.optional or step.id in taken)


def _task_exemption(answer: TaskAnswer) -> str | None:
    explained = answer.explain is not None and bool(answer.explain.reason.strip())
    return "assurance.exempt" if answer.status == "not_applicable" and explained else None


def _not_applicable(task: str, reason: str, findings: tuple[ItemFinding, ...]) -> LevelResult:
    return LevelResult(
        task=task,
        level=None,
        findings=findings,
        made_by=(),
        next_level=None,
        blocking=(),
        choose_still=0,
        cheapest=(),
        cheapest_cost=0,
        axes={},
        verification=None,
        unsupported=(),
        stale={},
        reason=reason,
    )


def _verification(made: Sequence[ItemFinding]) -> str | None:
    kinds = {found.verification for found in made}
    return None if not kinds else kinds.pop() if len(kinds) == 1 else "mixed"


def _stale(findings: Sequence[ItemFinding]) -> dict[str, tuple[str, ...]]:
    lost: dict[str, list[str]] = {}
    for found in findings:
        for name in found.stale_evidence:
            lost.setdefault(name, []).append(found.id)
    return {name: tuple(items) for name, items in sorted(lost.items())}
