"""Carrying an assessment over, what is missing as a plan, and answering at a terminal."""

import json
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.unit.services.declared import workspace_in

from kaname.cli.assess_interview import interview
from kaname.cli.console import Console
from kaname.cli.main import main
from kaname.errors import InputError
from kaname.services.assess import new_assessment, open_assessment, report_levels
from kaname.services.migrate import migrate_assessment

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def test_only_reworded_and_new_tasks_are_to_be_assessed_again(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    before = (workspace / "assessments" / "ssdf-trial.yaml").read_bytes()
    opened = open_assessment(workspace=workspace)
    done = migrate_assessment(
        workspace=workspace, opened=opened, new_id="next", to="ssdf-1.2-draft", now=NOW, lang="ja"
    )
    assert (len(done.carried), len(done.reassess), len(done.new), done.dropped) == (34, 8, 7, ())
    assert set(done.reassess) == {"PO.4.1", "PO.4.2", "PO.5.2", "PS.1.1", "PW.1.1", "RV.1.2", "RV.2.1", "RV.3.3"}
    after = open_assessment(workspace=workspace, assessment_id="next")
    assert "再評価" in after.assessment.answers["PO.4.1"].note and after.assessment.answers["PO.1.1"].note == ""
    assert after.assessment.answers["PO.1.1"] == opened.assessment.answers["PO.1.1"]
    assert (workspace / "assessments" / "ssdf-trial.yaml").read_bytes() == before
    with pytest.raises(InputError, match="assessment_exists"):
        migrate_assessment(workspace=workspace, opened=opened, new_id="next", to="ssdf-1.2-draft", now=NOW, lang="ja")
    with pytest.raises(InputError, match="same_framework"):
        migrate_assessment(workspace=workspace, opened=opened, new_id="x", to="ssdf-1.1", now=NOW, lang="ja")
    with pytest.raises(InputError, match="shares_no_id"):
        migrate_assessment(workspace=workspace, opened=opened, new_id="x", to="jc-star-1", now=NOW, lang="ja")


def test_the_plan_puts_days_before_effort(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = workspace_in(tmp_path)
    place = ["--workspace", str(workspace), "--now", "2026-11-20"]
    status = ["assess", "answer", "PO.1.3/d", "not-met", "--owner", "佐藤", "--due", "2026-11-01"]
    assert main([*status, *place, "--drop-comments"]) == 0
    assert main(["assess", "plan", "--level", "2", "--format", "json", *place]) == 0
    entries = json.loads(capsys.readouterr().out)["entries"]
    assert (entries[0]["id"], entries[0]["overdue"], entries[0]["owner"]) == ("PO.1.3", True, "佐藤")
    rest = [entry["cost"] for entry in entries[1:]]
    assert rest == sorted(rest) and len(entries) >= 19
    for form in ("table", "markdown", "oscal"):
        for lang in ("en", "ja"):
            assert main(["assess", "plan", "--level", "2", "--format", form, "--lang", lang, *place]) == 0
            assert "PO.1.3" in capsys.readouterr().out


class Typist:
    """Somebody at a terminal."""

    def __init__(self, *lines: str) -> None:
        self.lines = list(lines)
        self.asked: list[str] = []

    def __call__(self, prompt: str) -> str:
        self.asked.append(prompt)
        return self.lines.pop(0) if self.lines else "q"


def talk(workspace: Path, typist: Typist, **options: object) -> None:
    given = {"workspace": workspace, "now": "2026-11-20", "all": False, "level": 2} | options
    interview(open_assessment(workspace=workspace), Namespace(**given), Console("ja", quiet=True), typist)


def test_one_line_per_task(tmp_path: Path) -> None:
    new_assessment(workspace=tmp_path, assessment_id="p", framework="ssdf", now=NOW)
    typist = Typist("a b c d e f", "*", "nonsense", "a ~b =c", "", "規程で代替", "x", "社外に渡さない", "", "0", "q")
    talk(tmp_path, typist)
    answers = open_assessment(workspace=tmp_path).assessment.answers
    assert list(answers) == ["PO.1.1", "PO.1.2", "PO.1.3", "PO.2.1", "PO.2.3"]
    assert {name: one.status for name, one in answers["PO.1.3"].items.items()} == {
        "a": "met", "b": "partly", "c": "equivalent", "d": "not_met", "e": "not_met", "f": "not_met",
    }  # fmt: skip
    explained = answers["PO.1.3"].items["c"].explain
    assert explained is not None and explained.reason == "規程で代替"
    assert answers["PO.2.1"].status == "not_applicable"
    assert {one.status for one in answers["PO.2.3"].items.values()} == {"not_met"}
    levels = {one.task: one.level for one in report_levels(opened=open_assessment(workspace=tmp_path), now=NOW).results}
    assert (levels["PO.1.1"], levels["PO.1.2"], levels["PO.2.3"]) == (1, 2, 0)
    again = Typist("q")
    talk(tmp_path, again)
    assert len(again.asked) == 1, "what is answered is not asked again"


def test_a_checklist_by_single_letters(tmp_path: Path) -> None:
    new_assessment(workspace=tmp_path, assessment_id="p", framework="cyber-infra-provider", role="customer", now=NOW)
    talk(tmp_path, Typist("y", "maybe", "e", "外部の専門家に委託"))
    answers = open_assessment(workspace=tmp_path).assessment.answers
    assert {task: answer.status for task, answer in answers.items()} == {"(6)-1": "met", "(6)-2": "equivalent"}


def test_it_needs_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new_assessment(workspace=tmp_path, assessment_id="p", framework="ssdf", now=NOW)
    for words in (["interview"], ["answer"]):
        assert main(["assess", *words, "--workspace", str(tmp_path)]) == 2
        assert "cli.needs_terminal" in capsys.readouterr().err
    assert main(["assess", "answer", "PO.1.1/a", "--workspace", str(tmp_path)]) == 2
    assert "cli.answer_needs_status" in capsys.readouterr().err
