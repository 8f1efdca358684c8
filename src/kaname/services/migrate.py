"""Carry an assessment over to another version of its framework, or to one that shares its ids."""

from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kaname import messages
from kaname.assurance.assessment import Assessment, TaskAnswer
from kaname.catalogs.pack import Pack
from kaname.errors import InputError
from kaname.messages import Language
from kaname.services.assess import OpenAssessment
from kaname.services.frameworks import compare_packs, open_shelf
from kaname.store.assessments import assessment_path, write_assessment


class Migration(Struct, frozen=True):
    """An assessment carried over.

    Attributes:
        carried: ids whose answers hold as they are. reassess: ids whose wording changed; their answers were carried with a
            note. new: ids that nobody answered yet. dropped: ids, and items as ``task/item``, that the new pack does not ask;
            they stay in the old assessment.
    """

    path: Path
    before: str
    after: str
    carried: tuple[str, ...]
    reassess: tuple[str, ...]
    new: tuple[str, ...]
    dropped: tuple[str, ...]


def migrate_assessment(
    *, workspace: Path, opened: OpenAssessment, new_id: str, to: str, now: datetime, lang: Language
) -> Migration:
    """Write a new assessment with the answers of an old one, by id; the old one stays as it is.

    Args:
        to: framework, with or without version. lang: of the notes on reworded items.

    Raises:
        InputError: the id is taken, there is no such pack, it is the same pack, or it shares no id with the old one.
    """
    path = assessment_path(workspace, new_id)
    if path.exists():
        raise InputError("workspace.assessment_exists", path=str(path), id=new_id)
    target = open_shelf(workspace=workspace).load(to)
    if target.key == opened.pack.key:
        raise InputError("assurance.same_framework", framework=target.key)
    difference = compare_packs(before=opened.pack, after=target)
    old = opened.assessment
    if not difference.same and not difference.reworded:
        raise InputError("assurance.shares_no_id", before=opened.pack.key, after=target.key)
    note = messages.text("assurance.note_reworded", lang, {"framework": target.key})
    answers: dict[str, TaskAnswer] = {}
    dropped: list[str] = []
    for task, answer in old.answers.items():
        fitted, lost = _fitted(task, answer, target)
        dropped += lost
        if fitted is not None:
            marked = f"{fitted.note} {note}".strip()
            answers[task] = replace(fitted, note=marked) if task in difference.reworded else fitted
    ordered = {item.id: answers[item.id] for item in target.items if item.id in answers}
    write_assessment(workspace, _moved(old, target, new_id, ordered, now))
    return Migration(
        path=path,
        before=opened.pack.key,
        after=target.key,
        carried=tuple(task for task in ordered if task not in difference.reworded),
        reassess=tuple(task for task in ordered if task in difference.reworded),
        new=tuple(item.id for item in target.items if item.id not in ordered),
        dropped=tuple(dropped),
    )


def _fitted(task: str, answer: TaskAnswer, target: Pack) -> tuple[TaskAnswer | None, list[str]]:
    item = target.item(task)
    if item is None:
        return None, [task]
    known = {entry.id for entry in item.level_items()}
    lost = [f"{task}/{name}" for name in answer.items if name not in known]
    return replace(answer, items={name: one for name, one in answer.items.items() if name in known}), lost


def _moved(old: Assessment, target: Pack, new_id: str, answers: dict[str, TaskAnswer], now: datetime) -> Assessment:
    roles = {role.id for role in target.roles}
    profiles = {profile.id for profile in target.profiles}
    return replace(
        old,
        id=new_id,
        framework=target.framework,
        version=target.version,
        role=old.role if old.role in roles else "",
        profile=old.profile if old.profile in profiles else "",
        date=now.astimezone(UTC).date().isoformat(),
        answers=answers,
    )
