"""Actions on findings: planned, done, verified by a new scan."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import msgspec

from kaname.errors import ErrorGroup, InputError
from kaname.formats.vex_text import time_text
from kaname.knowledge.query import Knowledge
from kaname.services.scan import scan
from kaname.store.actions import read_action, read_actions, write_action
from kaname.store.context import read_context
from kaname.triage.actions import Action, Verification, action_defects, findings_of


def add_action(*, workspace: str, action: Action, now: datetime) -> tuple[Action, Path]:
    """Write an action into a workspace; its id and creation time are filled in where empty.

    Raises:
        InputError, ErrorGroup: no workspace; ``action.needs``: what an action of its kind lacks; ``action.not_a_day``.
    """
    folder = Path(workspace)
    read_context(folder)
    defects = list(action_defects(action))
    for member in ("due", "review"):
        text = getattr(action, member)
        if text and not _is_day(text):
            defects.append(InputError("action.not_a_day", path=member, given=text))
    if defects:
        raise ErrorGroup("action.defects", defects) if len(defects) > 1 else defects[0]
    taken = {one.id for one in read_actions(folder)}
    number = 1
    while f"{action.vulnerability}-{number}" in taken:
        number += 1
    made = msgspec.structs.replace(
        action, id=action.id or f"{action.vulnerability}-{number}", created=action.created or time_text(now)
    )
    if made.id in taken:
        raise InputError("action.exists", id=made.id)
    return made, write_action(folder, made)


def finish_action(*, workspace: str, action: str, now: datetime, evidence: Sequence[str] = ()) -> Action:
    """Record that an action is done, with evidence; a scan verifies it."""
    folder = Path(workspace)
    found = read_action(folder, action)
    done = msgspec.structs.replace(found, done=time_text(now), evidence=(*found.evidence, *evidence))
    write_action(folder, done)
    return done


def list_actions(*, workspace: str) -> tuple[Action, ...]:
    """Return the actions of a workspace."""
    read_context(Path(workspace))
    return read_actions(Path(workspace))


def verify_actions(
    *, workspace: str, targets: Sequence[str], knowledge: Knowledge, now: datetime, actions: Sequence[str] = ()
) -> tuple[Action, ...]:
    """Scan again and record for every action whether its findings are still there.

    Args:
        actions: ids; empty: all.

    Raises:
        InputError: ``action.scan_incomplete``: a target could not be read; nothing is recorded, because what was not looked
            at cannot be found.
    """
    folder = Path(workspace)
    chosen = [read_action(folder, name) for name in actions] if actions else list(read_actions(folder))
    result = scan(targets=targets, knowledge=knowledge, now=now)
    if result.problems or not result.targets:
        place = result.problems[0].path if result.problems else None
        raise InputError("action.scan_incomplete", path=place)
    checked: list[Action] = []
    for action in chosen:
        entry = Verification(
            at=time_text(now),
            knowledge=result.knowledge_digest,
            found=len(findings_of(action, result.findings)),
            targets=tuple(target.path for target in result.targets),
        )
        verified = msgspec.structs.replace(action, verifications=(*action.verifications, entry))
        write_action(folder, verified)
        checked.append(verified)
    return tuple(checked)


def _is_day(text: str) -> bool:
    try:
        return len(text) == len("2026-03-31") and bool(date.fromisoformat(text))
    except ValueError:
        return False
