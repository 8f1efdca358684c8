"""``kaname triage override``: values that persons set, from the command to the decision and back."""

import json
from pathlib import Path

import pytest

from kaname.cli.main import main
from kaname.testing.knowledge import FakeKnowledge

NOW, LATER = "2026-11-21T00:00:00Z", "2027-02-01T00:00:00Z"


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    knowledge = FakeKnowledge()
    knowledge.add("CVE-2020-0001", "npm", "a", fixed="2.0.0")
    monkeypatch.setattr("kaname.services.knowledge.open_base", lambda path: knowledge)
    monkeypatch.chdir(tmp_path)
    system = ["--exposure", "open", "--mission-impact", "mission-failure", "--safety-impact", "negligible"]
    assert main(["context", "init", "--organisation", "例示社", "--role", "operator", *system, "-q"]) == 0
    component = {"type": "library", "name": "a", "version": "1.0.0", "purl": "pkg:npm/a@1.0.0", "bom-ref": "a"}
    tree = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [component]}
    (tmp_path / "s.json").write_text(json.dumps(tree), encoding="utf-8")
    return tmp_path


def add(*more: str, value: str = "A", now: str = NOW) -> int:
    words = ["--point", "E", "--value", value, "--reason", "seen in our logs", "--by", "S. Tanaka", "--now", now]
    return main(["triage", "override", "add", "CVE-2020-0001", *words, *more])


def exploitation(capsys: pytest.CaptureFixture[str], now: str = NOW) -> dict[str, object]:
    capsys.readouterr()
    assert main(["triage", "s.json", "--workspace", ".", "--format", "json", "--now", now]) == 0
    decision = json.loads(capsys.readouterr().out)["findings"][0]["decisions"][0]
    return next(one for one in decision["decision"]["inputs"] if one["point"].startswith("ssvc:E:"))


def test_a_value_is_set_used_shown_and_withdrawn(capsys: pytest.CaptureFixture[str], workspace: Path) -> None:
    assert exploitation(capsys)["origin"] != "override"
    assert add() == 0
    assert capsys.readouterr().out == "CVE-2020-0001-1\n"
    found = exploitation(capsys)
    assert (found["origin"], found["values"], found["author"]) == ("override", ["A"], "S. Tanaka")
    assert main(["triage", "override", "list"]) == 0
    assert "seen in our logs" in capsys.readouterr().out
    remove = ["triage", "override", "remove", "CVE-2020-0001-1", "--by", "B", "--reason", "wrong", "--now", NOW]
    assert main(remove) == 0
    assert exploitation(capsys)["origin"] != "override"
    assert main(remove) == 3
    assert main(["triage", "override", "list", "--all", "--format", "json", "--now", NOW]) == 0
    (entry,) = json.loads(capsys.readouterr().out)["overrides"]
    assert (entry["state"], entry["removed_by"], entry["removed_reason"]) == ("removed", "B", "wrong")


def test_it_lapses_by_itself_and_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert add("--valid-until", "2026-12-31") == 0
    assert exploitation(capsys)["origin"] == "override"
    assert main(["triage", "s.json", "--workspace", ".", "--now", LATER]) == 0
    shown = capsys.readouterr()
    assert "CVE-2020-0001-1" in shown.err
    assert exploitation(capsys, LATER)["origin"] != "override"


def test_a_later_value_replaces_an_earlier_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert add() == 0
    assert add(value="P") == 0
    assert exploitation(capsys)["values"] == ["P"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (["--value", "Z"], "triage.ssvc_unknown_value"),
        (["--point", "nothing"], "triage.ssvc_unknown_point"),
        (["--reason", " "], "context.override_needs_reason"),
        (["--by", ""], "context.override_needs_reason"),
        (["--system", "plant-9"], "context.unknown_system"),
        (["--valid-until", "soon"], "override.bad_time"),
        (["--valid-until", "2026-01-01"], "override.over_already"),
        (["--component", "pkg:npm"], "ident.purl"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_what_cannot_be_set_is_refused_and_nothing_is_written(
    more: list[str], code: str, lang: str, capsys: pytest.CaptureFixture[str], workspace: Path
) -> None:
    assert add(*more, "--lang", lang) == 3
    assert f"({code}" in capsys.readouterr().err
    assert not (workspace / "triage").exists()


def test_the_same_value_is_not_set_twice(capsys: pytest.CaptureFixture[str]) -> None:
    assert add() == 0
    assert add() == 3
    assert "override.same" in capsys.readouterr().err


def test_a_file_with_a_time_that_is_none_is_refused(capsys: pytest.CaptureFixture[str], workspace: Path) -> None:
    assert add("--valid-until", "2026-12-31") == 0
    path = workspace / "triage" / "overrides.yaml"
    path.write_text(
        path.read_text("utf-8").replace("'2026-12-31'", "someday").replace("2026-12-31", "someday"), "utf-8"
    )
    assert main(["triage", "s.json", "--workspace", ".", "--now", NOW]) == 3
    assert "overrides[0].valid_until" in capsys.readouterr().err
