"""Actions: what each kind needs, overdue, and verification by a scan."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kaname.errors import ErrorGroup, InputError
from kaname.services.actions import add_action, finish_action, list_actions, verify_actions
from kaname.testing.knowledge import FakeKnowledge
from kaname.triage.actions import Action, ActionKind

NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> str:
    (tmp_path / "kaname.yaml").write_text("schema: kaname.workspace/1\n")
    return str(tmp_path)


def action(kind: ActionKind, **more: str) -> Action:
    return Action(id="", vulnerability="CVE-2020-0001", kind=kind, owner="T", created="", **more)  # type: ignore[arg-type]


def sbom(tmp_path: Path, version: str) -> str:
    path = tmp_path / f"{version}.cdx.json"
    component = {"type": "library", "name": "a", "version": version, "purl": f"pkg:npm/a@{version}"}
    path.write_text(json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [component]}))
    return str(path)


def base() -> FakeKnowledge:
    knowledge = FakeKnowledge()
    knowledge.add("CVE-2020-0001", "npm", "a", fixed="2.0.0")
    return knowledge


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        (action("accept"), ["reason", "alternative", "review", "approver"]),
        (action("root-fix", what="update"), ["due"]),
        (action("transfer", reason="theirs"), ["to"]),
        (action("temporary", what="block", due="soon"), ["due"]),
    ],
)
def test_an_action_that_lacks_something_is_not_written(workspace: str, given: Action, missing: list[str]) -> None:
    with pytest.raises(InputError if len(missing) == 1 else ErrorGroup) as refused:
        add_action(workspace=workspace, action=given, now=NOW)
    errors = refused.value.errors if isinstance(refused.value, ErrorGroup) else (refused.value,)
    assert [error.path for error in errors] == missing
    assert list_actions(workspace=workspace) == ()


def test_a_root_fix_is_verified_only_by_a_scan_that_does_not_find_it(workspace: str, tmp_path: Path) -> None:
    made, _ = add_action(workspace=workspace, action=action("root-fix", what="2.0", due="2026-12-01"), now=NOW)
    assert made.state == "open"
    assert finish_action(workspace=workspace, action=made.id, now=NOW, evidence=["log"]).state == "done"
    (still,) = verify_actions(workspace=workspace, targets=[sbom(tmp_path, "1.0.0")], knowledge=base(), now=NOW)
    assert (still.state, still.verifications[-1].found) == ("failed", 1)
    (gone,) = verify_actions(workspace=workspace, targets=[sbom(tmp_path, "2.0.0")], knowledge=base(), now=NOW)
    assert (gone.state, gone.verifications[-1].found) == ("verified", 0)
    assert gone.evidence == ("log",)


def test_an_unreadable_target_verifies_nothing(workspace: str, tmp_path: Path) -> None:
    made, _ = add_action(workspace=workspace, action=action("root-fix", what="2.0", due="2026-12-01"), now=NOW)
    finish_action(workspace=workspace, action=made.id, now=NOW)
    with pytest.raises(InputError, match=r"action\.scan_incomplete"):
        verify_actions(workspace=workspace, targets=[str(tmp_path / "gone.json")], knowledge=base(), now=NOW)
    assert list_actions(workspace=workspace)[0].state == "done"


def test_an_accepted_risk_comes_back_on_its_day(workspace: str) -> None:
    made, _ = add_action(
        workspace=workspace,
        action=action("accept", reason="r", alternative="a", review="2027-03-31", approver="S"),
        now=NOW,
    )
    assert not made.is_overdue("2027-03-31")
    assert made.is_overdue("2027-04-01")


def test_ids_are_made_and_kept_apart(workspace: str) -> None:
    first, _ = add_action(workspace=workspace, action=action("root-fix", what="x", due="2026-12-01"), now=NOW)
    second, _ = add_action(workspace=workspace, action=action("temporary", what="y", due="2026-12-01"), now=NOW)
    assert [first.id, second.id] == ["CVE-2020-0001-1", "CVE-2020-0001-2"]
