"""Values of decision points set by persons: set, listed, withdrawn; every one with reason and author."""

from datetime import datetime
from pathlib import Path

import msgspec

from kaname.errors import ErrorGroup, InputError
from kaname.formats.vex_text import time_text
from kaname.ident.purl import parse_purl
from kaname.services.ssvc import load_tables
from kaname.store.context import read_context
from kaname.store.overrides import read_overrides, write_overrides
from kaname.triage.context import Context, Override, context_defects
from kaname.triage.overrides import StoredOverride
from kaname.triage.statements import parse_time


def add_override(
    *, workspace: str, override: Override, now: datetime, valid_until: str = ""
) -> tuple[StoredOverride, Path]:
    """Set the value of a decision point for a vulnerability.

    Args:
        override: its ``date`` becomes ``now``. valid_until: ISO 8601 day or time; empty: until it is removed.

    Raises:
        InputError: no workspace; ``context.override_needs_reason``; ``context.unknown_system``; an unknown decision point or
            value; ``override.bad_time``; ``override.over_already``; ``override.same``: it is set like that already.
    """
    folder = Path(workspace)
    context = read_context(folder)
    dated = msgspec.structs.replace(override, date=time_text(now), vulnerability=override.vulnerability.strip())
    if dated.component.startswith("pkg:") and "*" not in dated.component:
        parse_purl(dated.component)  # a typing error would silently fit nothing
    alone = Context(overrides=(dated,), systems=context.systems)
    defects = [one for one in context_defects(alone, load_tables()) if (one.path or "").startswith("overrides")]
    for defect in defects:
        defect.path = None
    if defects:
        raise ErrorGroup("context.defects", defects) if len(defects) > 1 else defects[0]
    until = parse_time(valid_until)
    if valid_until and until is None:
        raise InputError("override.bad_time", given=valid_until)
    if until is not None and until < now:
        raise InputError("override.over_already", given=valid_until)
    stored = read_overrides(folder)
    same = next((one for one in stored if one.state(now) == "applies" and _what(one.set) == _what(dated)), None)
    if same is not None and same.set.value == dated.value and same.valid_until == valid_until:
        raise InputError("override.same", id=same.id)
    added = StoredOverride(id=_new_id(stored, dated), set=dated, valid_until=valid_until)
    return added, write_overrides(folder, (*stored, added))


def list_overrides(*, workspace: str) -> tuple[StoredOverride, ...]:
    """Return every override on record, those of ``kaname.yaml`` first (without id).

    Raises:
        InputError: no workspace, or a file that cannot be used.
    """
    folder = Path(workspace)
    written = tuple(StoredOverride(id="", set=one) for one in read_context(folder).overrides)
    return written + read_overrides(folder)


def remove_override(*, workspace: str, override: str, by: str, reason: str, now: datetime) -> StoredOverride:
    """Withdraw an override; it stays on record with who withdrew it and why.

    Raises:
        InputError: ``override.unknown``; ``override.removed_already``; ``context.override_needs_reason``.
    """
    folder = Path(workspace)
    read_context(folder)
    stored = read_overrides(folder)
    found = next((one for one in stored if one.id == override), None)
    if found is None:
        known = ", ".join(one.id for one in stored if not one.removed)
        raise InputError("override.unknown", id=override, known=known or "-")
    if found.removed:
        raise InputError("override.removed_already", id=override, time=found.removed)
    if not by.strip() or not reason.strip():
        raise InputError("context.override_needs_reason")
    removed = msgspec.structs.replace(found, removed=time_text(now), removed_by=by, removed_reason=reason)
    write_overrides(folder, [removed if one is found else one for one in stored])
    return removed


def _what(override: Override) -> tuple[str, str, str, str]:
    return override.vulnerability.lower(), override.point, override.component, override.system


def _new_id(stored: tuple[StoredOverride, ...], override: Override) -> str:
    taken = {one.id for one in stored}
    name = "all" if override.vulnerability == "*" else override.vulnerability
    number = 1
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"
