"""The record of a coordinated disclosure: who found it, who coordinates, until when it is kept, what happened.

Five ways in which a vulnerability is handled, with the steps that each of them asks for. The ways are those of the Japanese
government's study group on software security (vulnerability handling, 2024): published by the developer itself; found with
the help of an outside finder; through a bug-bounty platform; through a coordinating body such as JPCERT/CC under the
Information Security Early Warning Partnership; and starting from the exploitation of a zero-day.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Literal, get_args

from msgspec import Struct

from kaname.errors import InputError

HandlingPath = Literal["own", "finder", "bounty", "coordinator", "zero-day"]
Role = Literal["finder", "developer", "coordinator", "platform", "victim", "authority", "other"]
Credit = Literal["named", "anonymous", "unknown"]
PATHS: tuple[HandlingPath, ...] = get_args(HandlingPath)

# Steps that the way asks for, in the usual order. A word of one's own may be recorded too.
STEPS: Mapping[HandlingPath, tuple[str, ...]] = {
    "own": ("found", "analysed", "fix-ready", "id-assigned", "published", "users-informed"),
    "finder": (
        "reported",
        "acknowledged",
        "analysed",
        "date-agreed",
        "fix-ready",
        "id-assigned",
        "published",
        "finder-informed",
    ),
    "bounty": (
        "reported-to-platform",
        "forwarded",
        "acknowledged",
        "analysed",
        "rewarded",
        "date-agreed",
        "fix-ready",
        "id-assigned",
        "published",
    ),
    "coordinator": (
        "reported-to-coordinator",
        "forwarded",
        "acknowledged",
        "analysed",
        "date-agreed",
        "fix-ready",
        "coordinator-informed",
        "id-assigned",
        "published",
    ),
    "zero-day": (
        "exploitation-seen",
        "coordinator-informed",
        "analysed",
        "warning-issued",
        "mitigation-published",
        "fix-ready",
        "id-assigned",
        "published",
        "users-informed",
    ),
}


class _Strict(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What all parts of the file share."""


class Contact(_Strict, frozen=True, kw_only=True):
    """A person or body in the case.

    Attributes:
        contact: address, key or ticket by which to reach them; never published.
        reference: their number of this case. credit: whether a finder wants to be named.
    """

    role: Role
    name: str = ""
    contact: str = ""
    reference: str = ""
    credit: Credit = "unknown"


class Embargo(_Strict, frozen=True, kw_only=True):
    """Until when nothing is published. A change is a further entry; the last one counts.

    Attributes:
        until: RFC 3339 time; empty: until further notice. lifted: True where it ended.
        recorded: RFC 3339 time. by: who recorded it.
    """

    until: str = ""
    reason: str
    lifted: bool = False
    recorded: str
    by: str = ""


class CaseEvent(_Strict, frozen=True, kw_only=True):
    """Something that happened: ``at``, as far as it is known, and ``recorded``. Both RFC 3339."""

    name: str
    at: str
    recorded: str
    by: str = ""
    note: str = ""


class DisclosureCase(_Strict, frozen=True, kw_only=True):
    """A vulnerability and how it is being handled.

    Attributes:
        path: the way it is handled. opened: RFC 3339 time.
        contacts: finder, coordinator and others. embargoes: oldest first.
        advisory, incident: ids of the advisory and of the incident that belong to it.
    """

    id: str
    title: str
    path: HandlingPath
    opened: str
    contacts: tuple[Contact, ...] = ()
    products: tuple[str, ...] = ()
    vulnerabilities: tuple[str, ...] = ()
    advisory: str = ""
    incident: str = ""
    embargoes: tuple[Embargo, ...] = ()
    events: tuple[CaseEvent, ...] = ()


def parse_moment(text: str) -> datetime:
    """Parse an ISO 8601 time; one without zone is UTC.

    Raises:
        InputError: ``case.time``.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InputError("case.time", given=text) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def embargo_at(case: DisclosureCase, now: datetime) -> Embargo | None:
    """Return the embargo in force at a moment; None where nothing holds the case back.

    Raises:
        InputError: ``case.time``: the record holds a time that is none.
    """
    if not case.embargoes:
        return None
    last = case.embargoes[-1]
    if last.lifted or (last.until and parse_moment(last.until) <= now):
        return None
    return last


def iter_steps(case: DisclosureCase) -> Iterator[tuple[str, CaseEvent | None]]:
    """Yield the steps of the way with the first event of their name; None where they are still to come."""
    for step in STEPS[case.path]:
        yield step, next((event for event in case.events if event.name == step), None)
