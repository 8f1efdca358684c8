"""Incidents: clocks from awareness, drafts from the record, frozen copies, nothing taken back."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kaname.errors import InputError
from kaname.messages import LANGUAGES
from kaname.services import incidents
from kaname.store.incidents import read_incident
from kaname.triage.deadlines import load_regimes
from kaname.triage.incidents import facts_asked, known_at

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
EARLY = "cra-vulnerability/early-warning"


@pytest.fixture
def workspace(tmp_path: Path) -> str:
    (tmp_path / "kaname.yaml").write_text("schema: kaname.workspace/1\nregimes: [cra-vulnerability, nis2]\n")
    return str(tmp_path)


def opened(workspace: str, **more: object) -> None:
    incident = incidents.new_incident(identifier="i1", title="T", kind="vulnerability", **more)  # type: ignore[arg-type]
    incidents.open_incident(workspace=workspace, incident=incident, aware="2026-11-20T09:30:00+09:00", now=NOW)


def clock(workspace: str, notice: str, now: datetime) -> tuple[str, datetime | None]:
    (status,) = incidents.incident_statuses(workspace=workspace, now=now, incident="i1")
    found = {f"{regime.id}/{deadline.step}": deadline for regime, deadline in status.clocks}
    return found[notice].state, found[notice].due


def test_regimes_of_the_context_that_fit_apply_from_the_moment_of_awareness(workspace: str) -> None:
    opened(workspace)
    assert read_incident(Path(workspace), "i1").regimes == ("cra-vulnerability",)
    assert clock(workspace, EARLY, NOW) == ("running", datetime(2026, 11, 21, 0, 30, tzinfo=UTC))
    assert clock(workspace, EARLY, NOW + timedelta(days=2))[0] == "missed"
    assert clock(workspace, "cra-vulnerability/final-report", NOW)[0] == "waiting"


def test_a_sent_notice_meets_its_clock_and_freezes_what_was_known(workspace: str) -> None:
    opened(workspace)
    incidents.record_facts(workspace=workspace, incident="i1", facts=["nature=overflow"], now=NOW + timedelta(hours=1))
    sent = NOW + timedelta(hours=2)
    found = incidents.record_sent(workspace=workspace, incident="i1", notice=EARLY, now=sent, lang="en")
    assert clock(workspace, EARLY, sent)[0] == "met"
    data = (Path(workspace) / found.sent[0].frozen).read_bytes()
    assert hashlib.sha256(data).hexdigest() == found.sent[0].sha256
    assert "overflow" in json.loads(data)["notice"]
    incidents.record_facts(workspace=workspace, incident="i1", facts=["nature=leak"], now=sent + timedelta(hours=1))
    assert (Path(workspace) / found.sent[0].frozen).read_bytes() == data
    with pytest.raises(InputError) as refused:
        incidents.record_sent(workspace=workspace, incident="i1", notice=EARLY, now=sent, lang="en")
    assert refused.value.code == "incident.frozen_exists"


def test_what_was_known_at_a_moment_can_be_told_later(workspace: str) -> None:
    opened(workspace)
    incidents.record_facts(workspace=workspace, incident="i1", facts=["severity=high"], now=NOW + timedelta(hours=1))
    incidents.record_facts(
        workspace=workspace, incident="i1", facts=["severity=critical"], now=NOW + timedelta(hours=3)
    )
    record = read_incident(Path(workspace), "i1")
    assert record.known == {"severity": "critical"}
    assert known_at(record, NOW + timedelta(hours=2)).known == {"severity": "high"}
    assert known_at(record, NOW).known == {}
    final = "cra-vulnerability/final-report"
    draft = incidents.draft_notice(
        workspace=workspace, incident="i1", notice=final, now=NOW, lang="en", as_of=NOW + timedelta(hours=2)
    )
    assert "high" in draft and "critical" not in draft


def test_a_pause_stops_only_the_clocks_that_may_stand(workspace: str) -> None:
    opened(workspace, regimes=["cra-vulnerability", "contract-sla"])
    later = NOW + timedelta(hours=1)
    incidents.record_pause(workspace=workspace, incident="i1", reason="asked", now=later)
    assert clock(workspace, "contract-sla/fix", later)[0] == "paused"
    assert clock(workspace, EARLY, later)[0] == "running"
    with pytest.raises(InputError, match=r"incident\.paused_already"):
        incidents.record_pause(workspace=workspace, incident="i1", reason="again", now=later)
    incidents.record_resume(workspace=workspace, incident="i1", now=later + timedelta(hours=5))
    assert clock(workspace, "contract-sla/fix", later + timedelta(hours=6))[0] == "running"
    with pytest.raises(InputError, match=r"incident\.not_paused"):
        incidents.record_resume(workspace=workspace, incident="i1", now=later + timedelta(hours=7))


def test_what_makes_no_sense_is_refused_and_changes_nothing(workspace: str) -> None:
    opened(workspace)
    before = (Path(workspace) / "incidents" / "i1.yaml").read_bytes()
    calls: list[tuple[Callable[[], object], str]] = [
        (lambda: opened(workspace), "incident.exists"),
        (
            lambda: incidents.record_event(
                workspace=workspace, incident="i1", name="x", now=NOW, at="2027-01-01T00:00:00Z"
            ),
            "incident.in_future",
        ),
        (
            lambda: incidents.record_facts(workspace=workspace, incident="i1", facts=["x"], now=NOW),
            "incident.fact_form",
        ),
        (
            lambda: incidents.record_facts(workspace=workspace, incident="i1", facts=["moon=1"], now=NOW),
            "incident.unknown_fact",
        ),
        (
            lambda: incidents.record_sent(workspace=workspace, incident="i1", notice="nis2/x", now=NOW, lang="ja"),
            "incident.unknown_step",
        ),
        (lambda: incidents.incident_statuses(workspace=workspace, now=NOW, incident="../i1"), "workspace.bad_id"),
        (lambda: incidents.incident_statuses(workspace=workspace, now=NOW, incident="i2"), "incident.unknown"),
    ]
    for call, code in calls:
        with pytest.raises(InputError) as refused:
            call()
        assert refused.value.code == code
    assert (Path(workspace) / "incidents" / "i1.yaml").read_bytes() == before


def test_there_is_a_draft_for_every_step_of_every_regime_in_both_languages(workspace: str) -> None:
    opened(workspace, regimes=list(load_regimes()))
    for regime in load_regimes().values():
        for step in regime.steps:
            assert facts_asked(regime.id, step.id)
            for lang in LANGUAGES:
                draft = incidents.draft_notice(
                    workspace=workspace, incident="i1", notice=f"{regime.id}/{step.id}", now=NOW, lang=lang
                )
                assert step.title.of(lang) in draft
                assert regime.recipient.of(lang) in draft


def test_a_regime_of_the_workspace_can_be_used(workspace: str) -> None:
    folder = Path(workspace) / "regimes"
    folder.mkdir()
    text = """
id: ours
title: {en: Ours, ja: 自社}
kind: both
source: {document: d, clause: c, provenance: draft, checked: "2026-11-20"}
recipient: {en: boss, ja: 上司}
steps: [{id: tell, title: {en: tell, ja: 報告}, after: awareness, within: {hours: 1}}]
"""
    (folder / "ours.yaml").write_text(text)
    opened(workspace, regimes=["ours"])
    assert clock(workspace, "ours/tell", NOW)[0] == "missed"
