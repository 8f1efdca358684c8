"""Disclosure records: opened, continued, looked at, and asked whether they hold an advisory back."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from kaname.errors import InputError
from kaname.formats.vex_text import time_text
from kaname.model.disclosure import (
    STEPS,
    CaseEvent,
    Contact,
    DisclosureCase,
    Embargo,
    HandlingPath,
    embargo_at,
    iter_steps,
    parse_moment,
)
from kaname.store.cases import case_ids, case_path, read_case, write_case
from kaname.store.workspace import read_workspace


class CaseStatus(Struct, frozen=True, kw_only=True):
    """A case at a moment.

    Attributes:
        steps: of its way, in order, with the event that did them; None: to come.
        others: events beside the steps. embargo: in force; None: nothing holds it back.
    """

    case: DisclosureCase
    steps: tuple[tuple[str, CaseEvent | None], ...]
    others: tuple[CaseEvent, ...]
    embargo: Embargo | None

    @property
    def next_step(self) -> str:
        """The first step to come; empty where all are done."""
        return next((name for name, event in self.steps if event is None), "")


def open_case(
    *,
    workspace: str,
    case: DisclosureCase,
    now: datetime,
    embargo_until: str = "",
    embargo_reason: str = "",
    by: str = "",
) -> tuple[DisclosureCase, Path]:
    """Open a case.

    Args:
        case: ``opened`` is filled in. embargo_until: ISO 8601 time; empty with a reason: until further notice.

    Raises:
        InputError: no workspace; ``case.exists``; ``case.embargo_past``; ``case.needs_contact``: the way asks for
            a finder, platform or coordinator.
    """
    folder = Path(workspace)
    read_workspace(folder)
    if case_path(folder, case.id).exists():
        raise InputError("case.exists", id=case.id)
    roles = {contact.role for contact in case.contacts}
    needed = {"finder": "finder", "bounty": "platform", "coordinator": "coordinator"}.get(case.path)
    if needed and needed not in roles:
        raise InputError("case.needs_contact", role=needed, way=case.path)
    opened = msgspec.structs.replace(case, opened=time_text(now))
    if embargo_until or embargo_reason:
        opened = _with_embargo(opened, until=embargo_until, reason=embargo_reason, now=now, by=by)
    return opened, write_case(folder, opened)


def record_case_event(
    *, workspace: str, case: str, name: str, now: datetime, at: str = "", by: str = "", note: str = ""
) -> DisclosureCase:
    """Record that something happened.

    Args:
        name: a step of the case's way, or another word. at: when it happened, ISO 8601; empty: now.

    Raises:
        InputError: ``case.unknown``; ``case.time``; ``case.in_future``; ``case.event_name``.
    """
    found = read_case(Path(workspace), case)
    if not name.strip():
        raise InputError("case.event_name")
    moment = parse_moment(at) if at else now
    if moment > now:
        raise InputError("case.in_future", given=at)
    event = CaseEvent(name=name.strip(), at=time_text(moment), recorded=time_text(now), by=by, note=note)
    changed = msgspec.structs.replace(found, events=(*found.events, event))
    write_case(Path(workspace), changed)
    return changed


def record_embargo(
    *, workspace: str, case: str, now: datetime, until: str = "", reason: str, lift: bool = False, by: str = ""
) -> DisclosureCase:
    """Set, move or lift the embargo of a case; what stood before stays in the record.

    Raises:
        InputError: ``case.unknown``; ``case.embargo_reason``; ``case.embargo_past``; ``case.no_embargo``: nothing to lift.
    """
    found = read_case(Path(workspace), case)
    if lift and embargo_at(found, now) is None:
        raise InputError("case.no_embargo", id=case)
    changed = _with_embargo(found, until="" if lift else until, reason=reason, now=now, lift=lift, by=by)
    write_case(Path(workspace), changed)
    return changed


def add_case_contacts(*, workspace: str, case: str, contacts: Sequence[Contact]) -> DisclosureCase:
    """Add people or bodies to a case.

    Raises:
        InputError: ``case.unknown``.
    """
    found = read_case(Path(workspace), case)
    changed = msgspec.structs.replace(found, contacts=(*found.contacts, *contacts))
    write_case(Path(workspace), changed)
    return changed


def case_statuses(*, workspace: str, now: datetime, case: str = "") -> tuple[CaseStatus, ...]:
    """Return one case or all of them at a moment.

    Raises:
        InputError: no workspace; ``case.unknown``; a file that cannot be used.
    """
    folder = Path(workspace)
    read_workspace(folder)
    return tuple(_status(read_case(folder, name), now) for name in ((case,) if case else case_ids(folder)))


def embargo_of_advisory(workspace: Path, advisory: str, case: str, now: datetime) -> tuple[str, Embargo] | None:
    """Return the case and the embargo that hold an advisory back; None where none does.

    Args:
        case: the id that the advisory names; cases that name the advisory count too.

    Raises:
        InputError: ``case.unknown``: the advisory names a case that is not there.
    """
    named = [read_case(workspace, case)] if case else []
    others = (read_case(workspace, name) for name in case_ids(workspace) if name != case)
    for one in (*named, *(other for other in others if other.advisory == advisory)):
        embargo = embargo_at(one, now)
        if embargo is not None:
            return one.id, embargo
    return None


def parse_contact(text: str) -> Contact:
    """Parse a contact given as ``ROLE=NAME``, ``ROLE=NAME <CONTACT>`` or with a reference in ``[…]`` at the end.

    Raises:
        InputError: ``case.contact_form``.
    """
    role, equals, rest = text.partition("=")
    reference = contact = ""
    rest = rest.strip()
    if rest.endswith("]") and "[" in rest:
        rest, _, reference = rest[:-1].rpartition("[")
        rest = rest.strip()
    if rest.endswith(">") and "<" in rest:
        rest, _, contact = rest[:-1].rpartition("<")
    plain = {"role": role.strip(), "name": rest.strip(), "contact": contact.strip(), "reference": reference.strip()}
    try:
        found = msgspec.convert(plain, Contact)
    except msgspec.ValidationError:
        raise InputError("case.contact_form", given=text) from None
    if not equals or not (found.name or found.contact):
        raise InputError("case.contact_form", given=text)
    return found


def new_case(
    *,
    identifier: str,
    title: str,
    path: HandlingPath,
    contacts: Sequence[Contact] = (),
    products: Sequence[str] = (),
    vulnerabilities: Sequence[str] = (),
    advisory: str = "",
    incident: str = "",
) -> DisclosureCase:
    """Return a case that is not opened yet."""
    return DisclosureCase(
        id=identifier,
        title=title,
        path=path,
        opened="",
        contacts=tuple(contacts),
        products=tuple(products),
        vulnerabilities=tuple(vulnerabilities),
        advisory=advisory,
        incident=incident,
    )


def _with_embargo(
    case: DisclosureCase, *, until: str, reason: str, now: datetime, lift: bool = False, by: str = ""
) -> DisclosureCase:
    if not reason.strip():
        raise InputError("case.embargo_reason")
    moment = parse_moment(until) if until else None
    if moment is not None and moment <= now:
        raise InputError("case.embargo_past", given=until)
    entry = Embargo(
        until=time_text(moment) if moment else "", reason=reason, lifted=lift, recorded=time_text(now), by=by
    )
    return msgspec.structs.replace(case, embargoes=(*case.embargoes, entry))


def _status(case: DisclosureCase, now: datetime) -> CaseStatus:
    steps = tuple(iter_steps(case))
    others = tuple(event for event in case.events if event.name not in STEPS[case.path])
    return CaseStatus(case=case, steps=steps, others=others, embargo=embargo_at(case, now))
