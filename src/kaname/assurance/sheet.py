"""One value from which every output of an assessment is drawn, so that no two outputs can disagree.

A sheet states each task's level and status once. Renderers and writers (level sheet, checklist, form, CycloneDX, OSCAL,
in-toto, plan) read them from here and compute none of their own. Pure: no files, no clock, no framework names.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from kaname.assurance.assessment import Evidence, Scope, TaskAnswer
from kaname.assurance.levels import LevelResult, Step
from kaname.assurance.skips import Closing
from kaname.assurance.summary import Breadth
from kaname.catalogs.pack import Item, Pack, Reference, Text
from kaname.model.declaration import DeclinedMeasure

# Status words of a row, best first; every output uses these and no others.
STATUSES = ("met", "equivalent", "partly", "not_met", "not_applicable", "not_answered", "skipped")
# What counts as done when rows are counted.
DONE = ("met", "equivalent", "not_applicable", "skipped")


class SheetItem(Struct, frozen=True):
    """One ★ or ▲ item of a task, and how it was answered. ``status``: as answered; ``counts``: as judged."""

    id: str
    mark: str
    level: int
    text: Text
    status: str
    counts: bool
    reason: str
    evidence: tuple[str, ...] = ()


class SheetStep(Struct, frozen=True):
    """Something to do for the next level. ``text`` is empty for raising an axis, which ``axis`` then names."""

    id: str
    mark: str
    text: Text
    cost: int
    reason: str
    axis: str = ""
    to_level: int = 0


class SheetRow(Struct, frozen=True):
    """One task or requirement.

    Attributes:
        level: 0 to 3, None without levels or where the task does not apply. status: one of ``STATUSES``. reason: message
            code of why. steps: the cheapest way to ``next_level``. skipped_by: answers that make the question unnecessary.
        basis: how the status came about: ``answer`` (given for this item) or ``references`` (from the tasks it names).
    """

    id: str
    group: str
    title: Text
    status: str
    reason: str
    text: Text = Text()
    level: int | None = None
    next_level: int | None = None
    cost: int = 0
    axes: Mapping[str, int] = {}
    verification: str = ""
    evidence: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    explanation: str = ""
    alternative: str = ""
    explained_date: str = ""
    owner: str = ""
    due: str = ""
    items: tuple[SheetItem, ...] = ()
    steps: tuple[SheetStep, ...] = ()
    references: tuple[Reference, ...] = ()
    skipped_by: tuple[str, ...] = ()
    indispensable: bool = False
    basis: str = "answer"


class Sheet(Struct, frozen=True):
    """An assessment, judged, as every output shows it.

    Attributes:
        generated: RFC 3339 UTC. groups: outermost groups in pack order. distribution: group → tasks at levels 0 to 3.
        fix_first: for questionnaires, the fewest answers that close everything.
    """

    assessment: str
    title: str
    framework: str
    version: str
    framework_title: Text
    publisher: Text
    state: str
    scoring: str
    generated: str
    scope: Scope
    role: str
    profile: str
    assessor: str
    date: str
    groups: tuple[tuple[str, Text], ...]
    rows: tuple[SheetRow, ...]
    distribution: Mapping[str, tuple[int, ...]]
    breadth: tuple[Breadth, ...]
    evidence: tuple[Evidence, ...]
    broken: Mapping[str, str] = {}
    fix_first: Closing | None = None
    declined: tuple[DeclinedMeasure, ...] = ()

    @property
    def has_levels(self) -> bool:
        """True where tasks have levels 0 to 3."""
        return self.scoring == "levels"

    def counts(self) -> dict[str, int]:
        """Return how many rows have each status, in fixed order."""
        return {status: sum(row.status == status for row in self.rows) for status in STATUSES}

    def open_rows(self, target_level: int = 1) -> tuple[SheetRow, ...]:
        """Return the rows that are not done: below ``target_level``, or not fulfilled where there are no levels."""
        if self.has_levels:
            return tuple(row for row in self.rows if row.level is not None and row.level < target_level)
        return tuple(row for row in self.rows if row.status not in DONE)


def level_row(item: Item, group: str, result: LevelResult, answer: TaskAnswer | None) -> SheetRow:
    """Return the row of a task that has a level."""
    given = answer or TaskAnswer()
    entries = {entry.id: entry for entry in item.level_items()}
    items = tuple(
        SheetItem(
            id=found.id,
            mark="★" if found.mark == "must" else "▲",
            level=found.level,
            text=entries[found.id].text,
            status=given.items[found.id].status if found.id in given.items else "not_answered",
            counts=found.counts or found.exempt,
            reason=found.reason,
            evidence=given.items[found.id].evidence if found.id in given.items else (),
        )
        for found in result.findings
    )
    cited = dict.fromkeys([*(name for one in items for name in one.evidence), *given.evidence])
    explained = [one.explain for one in given.items.values() if one.explain is not None and one.explain.reason]
    own = given.explain
    words = [own.reason] if own is not None and own.reason else []
    words += [one.reason for one in explained if one.reason not in words]
    status = _level_status(result, given)
    return SheetRow(
        id=item.id,
        group=group,
        title=item.title,
        text=item.text or Text(),
        status=status,
        reason=result.reason or f"assurance.{status}",
        level=result.level,
        next_level=result.next_level,
        cost=result.cheapest_cost,
        axes=result.axes,
        verification=result.verification or "",
        evidence=tuple(cited),
        stale=tuple(result.stale),
        explanation=" / ".join(words),
        alternative=own.alternative if own is not None else "",
        explained_date=(own.date or "") if own is not None else "",
        owner=given.owner,
        due=given.due or "",
        items=items,
        steps=tuple(
            _sheet_step(step, entries[step.id].text if step.kind == "item" else Text()) for step in result.cheapest
        ),
        references=item.references,
    )


def _level_status(result: LevelResult, answer: TaskAnswer) -> str:
    if result.level is None:
        return "not_applicable"
    if result.level >= 1:
        return "met"
    if result.made_by or any(one.status == "partly" for one in answer.items.values()):
        return "partly"
    return "not_met" if answer.items or answer.status else "not_answered"


def _sheet_step(step: Step, text: Text) -> SheetStep:
    if step.kind == "axis":
        return SheetStep("", "", Text(), step.cost, step.reason, axis=step.id, to_level=step.to_level or 0)
    return SheetStep(step.id, "★" if step.mark == "must" else "▲", text, step.cost, step.reason)


def answer_row(
    item: Item,
    group: str,
    answer: TaskAnswer | None,
    judged: tuple[bool, str],
    *,
    skipped_by: Sequence[str] = (),
    indispensable: bool = False,
) -> SheetRow:
    """Return the row of a requirement or question without levels.

    Args:
        judged: whether it is fulfilled or does not apply, and the message code of why. skipped_by: answers that close it.
    """
    given = answer or TaskAnswer()
    explain = given.explain
    return SheetRow(
        id=item.id,
        group=group,
        title=item.title,
        text=item.text or Text(),
        status="skipped" if skipped_by else _answer_status(given, judged),
        reason="assurance.skipped" if skipped_by else judged[1],
        verification=given.verification if given.status else "",
        evidence=given.evidence,
        explanation=explain.reason if explain is not None else "",
        alternative=explain.alternative if explain is not None else "",
        explained_date=(explain.date or "") if explain is not None else "",
        owner=given.owner,
        due=given.due or "",
        references=item.references,
        skipped_by=tuple(skipped_by),
        indispensable=indispensable,
    )


def _answer_status(answer: TaskAnswer, judged: tuple[bool, str]) -> str:
    if answer.status is None:
        return "not_answered"
    if answer.status in ("met", "equivalent"):
        # A yes that its evidence no longer bears out, or that lacks its explanation, is half a yes.
        return answer.status if judged[0] else "partly"
    if answer.status == "not_applicable" and not judged[0]:
        return "not_met"
    return answer.status


def rows_from_references(pack: Pack, source: Sheet) -> tuple[SheetRow, ...]:
    """Return rows of a pack whose items name tasks of the framework of ``source``, judged from those tasks.

    An item is ``met`` where every task it names is done, ``not_applicable`` where none applies, ``partly`` where some are
    done, ``not_answered`` where none was answered, else ``not_met``. Items that name no task of it are ``not_answered``.
    """
    known = {row.id: row for row in source.rows}
    rows = []
    for item in pack.items:
        named = [
            known[name]
            for reference in item.references
            if reference.framework == source.framework
            for name in reference.ids
            if name in known
        ]
        status = _joined_status([row.status for row in named])
        missing = [f"{row.id}" for row in named if row.status not in DONE]
        rows.append(
            SheetRow(
                id=item.id,
                group=pack.group_of(item),
                title=item.title,
                text=item.text or Text(),
                status=status,
                reason=f"assurance.{status}",
                evidence=tuple(dict.fromkeys(name for row in named for name in row.evidence)),
                references=item.references,
                explanation=", ".join(missing),
                basis="references",
            )
        )
    return tuple(rows)


def _joined_status(statuses: Sequence[str]) -> str:
    if not statuses or all(status == "not_answered" for status in statuses):
        return "not_answered"
    if all(status == "not_applicable" for status in statuses):
        return "not_applicable"
    if all(status in DONE for status in statuses):
        return "met"
    return "partly" if any(status in ("met", "equivalent", "partly") for status in statuses) else "not_met"


def cited_evidence(rows: Sequence[SheetRow], evidence: Mapping[str, Evidence]) -> tuple[Evidence, ...]:
    """Return the evidence that rows cite, by id."""
    cited = {name for row in rows for name in row.evidence}
    return tuple(evidence[name] for name in sorted(cited & evidence.keys()))
