"""From an empty folder to levels and gaps, as a person would do it at the command line."""

import hashlib
import json
from pathlib import Path

import pytest

from kaname.cli.main import main


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(words)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_from_nothing_to_a_level(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ("--workspace", str(tmp_path))
    code, out, err = run(
        capsys, "assess", "new", "p", "--framework", "ssdf", *place, "--lang", "ja", "--product", "製品"
    )
    assert (code, out.strip()) == (0, str(tmp_path / "assessments" / "p.yaml"))
    assert "ワークスペースを作成しました" in err
    assert run(capsys, "assess", "answer", "PO.1.3/a", "met", *place)[0] == 0
    code, _, err = run(capsys, "assess", "answer", "PO.1.3/b,c,d", "met", *place, "--lang", "ja")
    assert code == 0 and "PO.1.3 のレベル: 1" in err
    code, out, _ = run(capsys, "assess", "level", "PO.1.3", *place, "--format", "json")
    task = json.loads(out)["tasks"][0]
    assert (task["level"], task["unsupported"]) == (1, ["a", "b", "c", "d"])
    assert run(capsys, "assess", "level", *place, "--fail-under", "1")[0] == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["PW.3.1/a", "met"], "catalogs.retired_id"),
        (["PO.1.1/zz", "met"], "catalogs.no_such_item"),
        (["PO.1.1/a,zz", "met"], "catalogs.no_such_item"),
        (["PO.1.1", "met"], "assurance.answer_items"),
        (["PO.1.1/a", "equivalent"], "assurance.reason_needed"),
        (["PO.1.1/a", "met", "--evidence", "none"], "workspace.no_such_evidence"),
        (["PO.1.1/a", "met", "--due", "tomorrow"], "catalogs.not_a_date"),
    ],
)
def test_wrong_answers_are_refused_and_nothing_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: str
) -> None:
    place = ["--workspace", str(tmp_path)]
    run(capsys, "assess", "new", "p", "--framework", "ssdf", *place)
    before = (tmp_path / "assessments" / "p.yaml").read_bytes()
    for lang in ("en", "ja"):
        status, _, err = run(capsys, "assess", "answer", *words, *place, "--lang", lang)
        assert status == 3 and f"({code})" in err
    assert (tmp_path / "assessments" / "p.yaml").read_bytes() == before


def test_role_and_profile_select_items(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ("--workspace", str(tmp_path))
    name = "cyber-infra-provider"
    run(capsys, "assess", "new", "c", "--framework", name, "--role", "customer", *place)
    _, out, _ = run(capsys, "assess", "gap", "--assessment", "c", *place, "--format", "json")
    assert list(json.loads(out)["open_items"]) == ["(6)-1", "(6)-2"]
    run(capsys, "assess", "new", "m", "--framework", name, "--profile", "minimum", *place)
    _, out, _ = run(capsys, "assess", "gap", "--assessment", "m", *place, "--format", "json")
    assert len(json.loads(out)["open_items"]) == 10
    status, _, err = run(capsys, "assess", "gap", *place)
    assert status == 3 and "workspace.several_assessments" in err


def test_the_acquisition_guide_says_what_to_fix_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ("--workspace", str(tmp_path))
    run(capsys, "assess", "new", "g", "--framework", "cisa-acquisition-guide", *place)
    _, out, _ = run(capsys, "assess", "gap", *place, "--format", "json")
    assert len(json.loads(out)["closing"]["choices"]) == 13
    run(capsys, "assess", "answer", "CONTROL.GOV.01", "met", *place)
    _, out, _ = run(capsys, "assess", "gap", *place, "--format", "json")
    document = json.loads(out)
    assert sum(one["state"] == "skipped" for one in document["questions"]) == 25
    assert len(document["closing"]["choices"]) == 12
    assert run(capsys, "assess", "level", *place)[0] == 3


def test_answers_to_a_retired_id_in_a_file_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "assess", "new", "p", "--framework", "ssdf", "--workspace", str(tmp_path))
    path = tmp_path / "assessments" / "p.yaml"
    path.write_text(path.read_text("utf-8").replace("answers: {}", "answers: {PW.5.2: met}"), "utf-8")
    status, _, err = run(capsys, "assess", "status", "--workspace", str(tmp_path), "--lang", "ja")
    assert status == 3 and "PW.5.1" in err and "assessments/p.yaml: answers.PW.5.2" in err


def test_an_altered_evidence_file_lowers_what_it_supports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ("--workspace", str(tmp_path))
    run(capsys, "assess", "new", "p", "--framework", "ssdf", *place)
    (tmp_path / "plan.txt").write_text("plan", "utf-8")
    digest = hashlib.sha256(b"plan").hexdigest()
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "all.yaml").write_text(
        "schema: kaname.evidence/1\nevidence:\n"
        f"- {{id: plan, title: 計画, file: plan.txt, sha256: {digest}}}\n- {{id: gone, title: なし, file: gone.txt}}\n",
        "utf-8",
    )
    for item in "abcd":
        run(capsys, "assess", "answer", f"PO.1.3/{item}", "met", "--evidence", "plan", *place)
    _, out, _ = run(capsys, "assess", "level", "PO.1.3", *place, "--format", "json")
    assert json.loads(out)["tasks"][0]["level"] == 1
    status, _, err = run(capsys, "assess", "answer", "PO.1.3/e", "met", "--evidence", "gone", *place)
    assert status == 3 and "workspace.evidence_file_missing" in err
    (tmp_path / "plan.txt").write_text("another plan", "utf-8")
    _, out, _ = run(capsys, "assess", "level", "PO.1.3", *place, "--format", "json")
    task = json.loads(out)["tasks"][0]
    assert (task["level"], task["stale"]) == (0, {"plan": ["a", "b", "c", "d"]})
    _, out, _ = run(capsys, "assess", "level", *place, "--lang", "ja")
    assert "ダイジェストと一致しません" in out
