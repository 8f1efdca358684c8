"""Disclosure records: five ways, steps, embargo, and nothing taken back."""

import datetime
import re
from pathlib import Path
from typing import Any, get_args

import pytest

from kaname import messages
from kaname.cli.case_open import COMMAND
from kaname.errors import InputError
from kaname.messages import Language
from kaname.model.disclosure import PATHS, STEPS, Contact, Role
from kaname.services.cases import (
    add_case_contacts,
    case_statuses,
    new_case,
    open_case,
    parse_contact,
    record_case_event,
    record_embargo,
)
from kaname.testing.advisories import publishing_workspace

NOW = datetime.datetime(2026, 11, 20, 3, 0, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def workspace(tmp_path: Path) -> str:
    return str(publishing_workspace(tmp_path))


CONTACTS = {"finder": "finder", "bounty": "platform", "coordinator": "coordinator"}


def opened(workspace: str, path: Any = "coordinator", **embargo: Any) -> None:
    role: Any = CONTACTS.get(path)
    contacts = [Contact(role=role, name="Somebody")] if role else []
    open_case(
        workspace=workspace,
        case=new_case(identifier="C-1", title="T", path=path, contacts=contacts),
        now=NOW,
        **embargo,
    )


def code_of(call: Any, **arguments: Any) -> str:
    with pytest.raises(InputError) as caught:
        call(**arguments)
    return caught.value.code


@pytest.mark.parametrize("path", PATHS)
def test_each_way_has_its_steps_in_both_languages(workspace: str, path: Any) -> None:
    opened(workspace, path)
    (status,) = case_statuses(workspace=workspace, now=NOW)
    assert [name for name, _ in status.steps] == list(STEPS[path])
    assert status.next_step == STEPS[path][0]
    assert "published" in STEPS[path] and "fix-ready" in STEPS[path]
    for lang in get_args(Language):
        for step in STEPS[path]:
            assert messages.text(f"case.step.{step}", lang, {})


def test_the_command_offers_every_way() -> None:
    choices = next(one.options["choices"] for one in COMMAND.arguments if one.name == "path")
    assert tuple(choices) == PATHS


@pytest.mark.parametrize(("path", "role"), CONTACTS.items())
def test_a_way_with_others_needs_their_contact(workspace: str, path: Any, role: str) -> None:
    case = new_case(identifier="C-1", title="T", path=path)
    assert code_of(open_case, workspace=workspace, case=case, now=NOW) == "case.needs_contact"
    assert role in get_args(Role)


def test_steps_are_done_by_events_and_others_are_kept(workspace: str) -> None:
    opened(workspace, "zero-day")
    at = "2026-11-20T10:00:00+09:00"
    record_case_event(workspace=workspace, case="C-1", name="exploitation-seen", now=NOW, at=at, by="Sora")
    record_case_event(workspace=workspace, case="C-1", name="police-informed", now=NOW + HOUR)
    (status,) = case_statuses(workspace=workspace, now=NOW, case="C-1")
    assert status.next_step == "coordinator-informed"
    done = dict(status.steps)["exploitation-seen"]
    assert done is not None and (done.at, done.by) == ("2026-11-20T01:00:00Z", "Sora")
    assert [event.name for event in status.others] == ["police-informed"]


def test_embargo_moves_and_ends_and_stays_in_the_record(workspace: str) -> None:
    opened(workspace, embargo_until="2026-12-01T00:00:00Z", embargo_reason="agreed")

    def at(moment: datetime.datetime) -> Any:
        return case_statuses(workspace=workspace, now=moment)[0].embargo

    end = datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC)
    assert at(end - HOUR).until == "2026-12-01T00:00:00Z"
    assert at(end) is None
    record_embargo(workspace=workspace, case="C-1", now=NOW, until="2026-12-24T00:00:00Z", reason="fix late")
    assert at(end).reason == "fix late"
    case = record_embargo(workspace=workspace, case="C-1", now=NOW, reason="leaked", lift=True)
    assert at(NOW) is None
    assert [entry.reason for entry in case.embargoes] == ["agreed", "fix late", "leaked"]


def test_what_is_refused(workspace: str) -> None:
    opened(workspace)
    where: dict[str, Any] = {"workspace": workspace, "case": "C-1", "now": NOW}
    assert code_of(open_case, workspace=workspace, now=NOW, case=new_case(identifier="C-1", title="T", path="own")) == (
        "case.exists"
    )
    assert code_of(record_case_event, **where, name="published", at="2027-01-01") == "case.in_future"
    assert code_of(record_case_event, **where, name="published", at="tomorrow") == "case.time"
    assert code_of(record_case_event, **where, name=" ") == "case.event_name"
    assert code_of(record_embargo, **where, reason="") == "case.embargo_reason"
    assert code_of(record_embargo, **where, reason="x", until="2026-01-01") == "case.embargo_past"
    assert code_of(record_embargo, **where, reason="x", lift=True) == "case.no_embargo"
    assert code_of(record_case_event, **{**where, "case": "C-2"}, name="published") == "case.unknown"
    assert code_of(record_case_event, **{**where, "case": "../x"}, name="published") == "workspace.bad_id"
    assert case_statuses(workspace=workspace, now=NOW)[0].case.events == ()


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("finder=Hanako Sora", Contact(role="finder", name="Hanako Sora")),
        (
            "coordinator=JPCERT/CC <vuln@example.org> [JVN#1]",
            Contact(role="coordinator", name="JPCERT/CC", contact="vuln@example.org", reference="JVN#1"),
        ),
        ("platform= <tickets@example.org>", Contact(role="platform", contact="tickets@example.org")),
    ],
)
def test_contacts_on_the_command_line(text: str, contact: Contact) -> None:
    assert parse_contact(text) == contact


@pytest.mark.parametrize("text", ["", "finder", "finder=", "boss=X", "=X", "finder=[1]"])
def test_what_is_no_contact(text: str) -> None:
    assert code_of(parse_contact, text=text) == "case.contact_form"


def test_contacts_are_added(workspace: str) -> None:
    opened(workspace)
    case = add_case_contacts(workspace=workspace, case="C-1", contacts=[Contact(role="finder", name="Sora")])
    assert [one.role for one in case.contacts] == ["coordinator", "finder"]


def test_the_file_is_plain_and_strict(workspace: str) -> None:
    opened(workspace)
    path = Path(workspace) / "cases" / "C-1.yaml"
    text = path.read_text("utf-8")
    assert re.search(r"^schema: kaname.case/1$", text, re.M)
    path.write_text(text + "embargo: none\n", "utf-8")
    assert code_of(case_statuses, workspace=workspace, now=NOW) == "catalogs.unknown_field"
