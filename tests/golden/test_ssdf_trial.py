"""The published trial reproduces: computed from the answers of the example workspace, not typed in."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kaname.assurance.assessment import ItemAnswer
from kaname.cli.main import main
from kaname.services.assess import answer_items, open_assessment, report_gaps, report_levels, report_status

ROOT = Path(__file__).resolve().parent.parent.parent
TRIAL = ROOT / "examples" / "ssdf-trial"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_distribution_by_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["assess", "level", "--workspace", str(TRIAL), "--framework", "ssdf", "--format", "json"])
    document = json.loads(capsys.readouterr().out)
    assert code == 0
    assert document["distribution"] == {
        "PO": [0, 4, 8, 1],
        "PS": [1, 1, 2, 0],
        "PW": [0, 8, 8, 0],
        "RV": [0, 5, 4, 0],
    }
    levels = {task["id"]: task["level"] for task in document["tasks"]}
    assert (len(levels), levels["PO.1.1"]) == (42, 2)
    assert [one["reached"] for one in document["breadth"]] == [41, 23, 1]


def test_the_file_holds_answers_and_no_levels() -> None:
    text = (TRIAL / "assessments" / "ssdf-trial.yaml").read_text("utf-8")
    assert "level:" not in text and text.count("status: met") > 200


def test_same_input_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["assess", "level", "--workspace", str(TRIAL), "--format", "json", "--now", "2026-01-01"]
    main(arguments)
    first = capsys.readouterr().out
    main(arguments)
    assert capsys.readouterr().out == first


def test_meeting_what_the_gap_names_closes_it(tmp_path: Path) -> None:
    workspace = tmp_path / "trial"
    shutil.copytree(TRIAL, workspace)
    opened = open_assessment(workspace=workspace)
    gaps = report_gaps(opened=opened, now=NOW, target_level=1)
    assert [one.task for one in gaps.tasks] == ["PS.2.1"]
    for step in gaps.tasks[0].cheapest:
        opened = open_assessment(workspace=workspace)
        answer_items(workspace=workspace, opened=opened, task="PS.2.1", items=[step.id], given=ItemAnswer("met"))
    report = report_levels(opened=open_assessment(workspace=workspace), now=NOW)
    assert report.distribution["PS"] == (0, 2, 2, 0)
    assert (workspace / "assessments" / "ssdf-trial.yaml").read_text("utf-8").startswith("# 経済産業省")


def test_status_counts_every_item() -> None:
    report = report_status(opened=open_assessment(workspace=TRIAL), now=NOW)
    assert sum(report.counts.values()) == 341
    assert report.unsupported == 0 and not report.stale
