"""Use cases around assessments: start one, answer, see where it stands, its levels and its gaps."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kaname.assurance.assessment import (
    Assessment,
    Evidence,
    ItemAnswer,
    Scope,
    TaskAnswer,
)
from kaname.assurance.levels import LevelResult, LevelRule, judge_answer, level_of_task
from kaname.assurance.skips import Closing, QuestionState, fewest_closing, question_states
from kaname.assurance.summary import Breadth, breadth_by_depth, level_distribution, status_counts
from kaname.catalogs.pack import Item, Pack
from kaname.catalogs.shelf import find_item
from kaname.errors import ErrorGroup, InputError, KanameError, UnsupportedError
from kaname.services.frameworks import open_shelf
from kaname.store.assessments import (
    assessment_path,
    check_evidence_files,
    is_day,
    read_assessment,
    read_assessments,
    read_evidence,
    write_assessment,
)
from kaname.store.workspace import MARKER, create_workspace, read_workspace


class OpenAssessment(Struct, frozen=True):
    """An assessment with what is needed to judge it.

    Attributes:
        items: those that its role and profile select, in pack order. evidence: by id; only what its file bears out.
        broken: evidence whose file is missing or altered, with the message code; it is not in ``evidence``.
    """

    assessment: Assessment
    pack: Pack
    items: tuple[Item, ...]
    evidence: Mapping[str, Evidence]
    broken: Mapping[str, str] = {}


class LevelReport(Struct, frozen=True):
    """The levels of an assessment, task by task, and the whole.

    Attributes:
        distribution: group id → number of tasks at levels 0, 1, 2, 3; not_applicable: tasks without a level.
    """

    opened: OpenAssessment
    results: tuple[LevelResult, ...]
    distribution: Mapping[str, tuple[int, ...]]
    breadth: tuple[Breadth, ...]
    not_applicable: tuple[str, ...]


class StatusReport(Struct, frozen=True):
    """How far an assessment is answered.

    Attributes:
        counts: status → number of ★/▲ items (or of requirements where a pack has no levels); by_group: the same per group.
        stale: evidence that is cited and not current, or not there; overdue: tasks whose due day is past.
    """

    opened: OpenAssessment
    counts: Mapping[str, int]
    by_group: Mapping[str, Mapping[str, int]]
    unsupported: int
    stale: tuple[str, ...]
    overdue: tuple[str, ...]


class GapReport(Struct, frozen=True):
    """What is missing.

    Attributes:
        tasks: results below the wanted level (packs with levels). open_items: requirements not fulfilled, with the message
            code of why (packs without). questions, closing: for questionnaires.
    """

    opened: OpenAssessment
    target_level: int
    tasks: tuple[LevelResult, ...] = ()
    open_items: Mapping[str, str] = {}
    questions: tuple[QuestionState, ...] = ()
    closing: Closing | None = None


def new_assessment(
    *,
    workspace: Path,
    assessment_id: str,
    framework: str,
    now: datetime,
    scope: Scope | None = None,
    role: str = "",
    profile: str = "",
    assessor: str = "",
) -> tuple[Path, bool]:
    """Start an assessment; a folder that is no workspace yet becomes one.

    Returns:
        The file, and True where the workspace was created.

    Raises:
        InputError: the id is taken or unfit, or there is no such framework, role or profile.
    """
    path = assessment_path(workspace, assessment_id)
    is_new = not (workspace / MARKER).is_file()
    pack = open_shelf(workspace=None if is_new else workspace).load(framework)
    if path.exists():
        raise InputError("workspace.assessment_exists", path=str(path), id=assessment_id)
    if role and role not in {one.id for one in pack.roles}:
        raise InputError("catalogs.unknown_role", id=role)
    if profile and profile not in {one.id for one in pack.profiles}:
        raise InputError("catalogs.unknown_profile", id=profile, known=", ".join(one.id for one in pack.profiles))
    if is_new:
        create_workspace(workspace, name=workspace.resolve().name)
    assessment = Assessment(
        id=assessment_id,
        framework=pack.framework,
        version=pack.version,
        scope=scope or Scope(),
        role=role,
        profile=profile,
        assessor=assessor,
        date=now.astimezone(UTC).date().isoformat(),
    )
    return write_assessment(workspace, assessment), is_new


def open_assessment(
    *, workspace: Path, assessment_id: str | None = None, framework: str | None = None
) -> OpenAssessment:
    """Return an assessment by id, or the only one for a framework, or the only one there is.

    Raises:
        InputError: none or several fit, or a file cannot be used. ErrorGroup: answers to what the pack does not ask.
    """
    read_workspace(workspace)
    assessment = _choose(workspace, assessment_id, framework)
    pack = open_shelf(workspace=workspace).load(assessment.pack_key)
    errors = _unknown_answers(assessment, pack)
    if errors:
        raise ErrorGroup("workspace.assessment_defects", errors) if len(errors) > 1 else errors[0]
    evidence = read_evidence(workspace)
    broken = check_evidence_files(workspace, evidence)
    sound = {name: one for name, one in evidence.items() if name not in broken}
    return OpenAssessment(assessment, pack, _selected(assessment, pack), sound, broken)


def _choose(workspace: Path, assessment_id: str | None, framework: str | None) -> Assessment:
    if assessment_id is not None:
        path = assessment_path(workspace, assessment_id)
        if not path.is_file():
            known = ", ".join(sorted(one.stem for one in (workspace / "assessments").glob("*.yaml")))
            raise InputError("workspace.no_such_assessment", id=assessment_id, known=known)
        return read_assessment(path)
    found = [one for one in read_assessments(workspace) if framework in (None, one.framework, one.pack_key)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError("workspace.no_assessment", path=str(workspace), framework=framework or "-")
    raise InputError("workspace.several_assessments", ids=", ".join(one.id for one in found))


def _unknown_answers(assessment: Assessment, pack: Pack) -> list[KanameError]:
    errors: list[KanameError] = []
    for task, answer in assessment.answers.items():
        place = f"assessments/{assessment.id}.yaml: answers.{task}"
        try:
            item = find_item(pack, task)
        except InputError as error:
            errors.append(InputError(error.code, path=place, **dict(error.params)))
            continue
        known = {entry.id for entry in item.level_items()}
        errors += [
            InputError("catalogs.no_such_item", path=f"{place}.items.{name}", id=name, framework=f"{pack.key} {task}")
            for name in answer.items
            if name not in known
        ]
    return errors


def _selected(assessment: Assessment, pack: Pack) -> tuple[Item, ...]:
    profile = next((one for one in pack.profiles if one.id == assessment.profile), None)
    if assessment.profile and profile is None:
        known = ", ".join(one.id for one in pack.profiles)
        raise InputError("catalogs.unknown_profile", id=assessment.profile, known=known)
    wanted = set(profile.items) if profile else None
    return tuple(
        item
        for item in pack.items
        if (wanted is None or item.id in wanted)
        and (not assessment.role or not item.roles or assessment.role in item.roles)
    )


def answer_items(
    *,
    workspace: Path,
    opened: OpenAssessment,
    task: str,
    items: Sequence[str],
    given: ItemAnswer,
    owner: str | None = None,
    due: str | None = None,
    drop_comments: bool = False,
) -> Assessment:
    """Record an answer for one or several items and write the assessment; what was answered before is kept.

    Args:
        items: ★/▲ items of the task; none answers the requirement as a whole. owner, due: None leaves them as they are.

    Raises:
        InputError: no such task, item or evidence, or a status that needs a reason without one; nothing is written then.
    """
    _check_answer(opened, task, items, given, due)
    before = opened.assessment.answers.get(task, TaskAnswer())
    owned = replace(before, owner=before.owner if owner is None else owner, due=before.due if due is None else due)
    if not items:
        after = replace(
            owned,
            status=given.status,
            verification=given.verification,
            evidence=given.evidence,
            explain=given.explain,
        )
    else:
        after = replace(owned, items={**before.items, **dict.fromkeys(items, given)})
    answers = {**opened.assessment.answers, task: after}
    ordered = {one.id: answers[one.id] for one in opened.pack.items if one.id in answers}
    assessment = replace(opened.assessment, answers=ordered)
    write_assessment(workspace, assessment, drop_comments=drop_comments)
    return assessment


def _check_answer(opened: OpenAssessment, task: str, items: Sequence[str], given: ItemAnswer, due: str | None) -> None:
    known = find_item(opened.pack, task)
    ids = {entry.id for entry in known.level_items()}
    for item in items:
        if item not in ids:
            raise InputError("catalogs.no_such_item", id=item, framework=f"{opened.pack.key} {task}")
    if not items and known.levels is not None and given.status != "not_applicable":
        raise InputError("assurance.answer_items", task=task, example=f"{task}/{known.level_items()[0].id}")
    for name in given.evidence:
        if name in opened.broken:
            raise InputError(opened.broken[name], id=name)
        if name not in opened.evidence:
            raise InputError("workspace.no_such_evidence", id=name)
    explained = given.explain is not None and given.explain.reason.strip()
    if given.status in ("not_applicable", "equivalent") and not explained:
        raise InputError("assurance.reason_needed", status=given.status)
    if due is not None and not is_day(due):
        raise InputError("catalogs.not_a_date", value=due)


def report_levels(*, opened: OpenAssessment, now: datetime, rule: LevelRule | None = None) -> LevelReport:
    """Return the level of every task of an assessment.

    Raises:
        UnsupportedError: the framework is not scored by levels.
    """
    if opened.pack.scoring != "levels":
        raise UnsupportedError("assurance.no_levels", framework=opened.pack.key)
    answers = opened.assessment.answers
    results = tuple(
        level_of_task(item, answers.get(item.id), evidence=opened.evidence, now=now, rule=rule)
        for item in opened.items
        if item.levels is not None
    )
    return LevelReport(
        opened=opened,
        results=results,
        distribution=level_distribution(opened.pack, results),
        breadth=breadth_by_depth(results),
        not_applicable=tuple(result.task for result in results if result.level is None),
    )


def requirement_reason(answer: TaskAnswer | None, evidence: Mapping[str, Evidence], now: datetime) -> tuple[bool, str]:
    """Return whether a requirement without ★/▲ items is fulfilled (or does not apply), and the message code of why."""
    given = None
    if answer is not None and answer.status is not None:
        given = ItemAnswer(answer.status, answer.verification, answer.evidence, answer.explain)
    cited = given.evidence if given else ()
    stale = [name for name in cited if name not in evidence or not evidence[name].is_current(now)]
    counts, exempt, reason = judge_answer(given, all_stale=bool(cited) and len(stale) == len(cited))
    return counts or exempt, reason


def report_status(*, opened: OpenAssessment, now: datetime) -> StatusReport:
    """Return how far an assessment is answered, and which evidence no longer holds."""
    statuses: dict[str, str] = {}
    groups: dict[str, dict[str, str]] = {}
    cited: set[str] = set()
    unsupported = 0
    for item in opened.items:
        answer = opened.assessment.answers.get(item.id, TaskAnswer())
        entries = [entry.id for entry in item.level_items()]
        given = {f"{item.id}/{name}": answer.items.get(name) for name in entries} if entries else {item.id: answer}
        for place, one in given.items():
            whole = answer.status == "not_applicable" and bool(entries)
            status = "not_applicable" if whole else (one.status if one and one.status else "not_answered")
            statuses[place] = status
            groups.setdefault(opened.pack.group_of(item), {})[place] = status
            cited.update(one.evidence if one else ())
            unsupported += status in ("met", "equivalent") and not (one and one.evidence)
    today = now.astimezone(UTC).date().isoformat()
    stale = sorted(name for name in cited if name not in opened.evidence or not opened.evidence[name].is_current(now))
    due = {task: answer.due for task, answer in opened.assessment.answers.items()}
    return StatusReport(
        opened=opened,
        counts=status_counts(statuses),
        by_group={group: status_counts(part) for group, part in groups.items()},
        unsupported=unsupported,
        stale=tuple(stale),
        overdue=tuple(task for task, day in due.items() if day is not None and day < today),
    )


def report_gaps(
    *, opened: OpenAssessment, now: datetime, target_level: int = 1, rule: LevelRule | None = None
) -> GapReport:
    """Return what is missing: for a level, for requirements to be fulfilled, or for a questionnaire to be closed."""
    if opened.pack.scoring == "levels":
        report = report_levels(opened=opened, now=now, rule=rule)
        below = tuple(one for one in report.results if one.level is not None and one.level < target_level)
        return GapReport(opened, target_level, tasks=below)
    answers = opened.assessment.answers
    judged = {item.id: requirement_reason(answers.get(item.id), opened.evidence, now) for item in opened.items}
    still = {name: reason for name, (fulfilled, reason) in judged.items() if not fulfilled}
    if opened.pack.scoring == "status":
        return GapReport(opened, target_level, open_items=still)
    statuses = {item.id: _answered(answers.get(item.id), judged[item.id]) for item in opened.items}
    questions = question_states(opened.pack, {name: status for name, status in statuses.items() if status})
    given = {name for name, status in statuses.items() if status == "met"}
    closing = fewest_closing(opened.pack, given) if any(item.skipped_by for item in opened.items) else None
    skipped = {question.id for question in questions if question.state == "skipped"}
    open_items = {name: reason for name, reason in still.items() if name not in skipped}
    return GapReport(opened, target_level, open_items=open_items, questions=questions, closing=closing)


def _answered(answer: TaskAnswer | None, judged: tuple[bool, str]) -> str:
    """Return the status that a questionnaire may rely on: a yes whose evidence is stale is not a yes."""
    if answer is None or answer.status is None:
        return ""
    if answer.status in ("met", "equivalent"):
        return "met" if judged[0] else "partly"
    return answer.status
