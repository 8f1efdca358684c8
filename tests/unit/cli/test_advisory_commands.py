"""``kaname advisory`` and ``kaname case``, as typed."""

import json
from pathlib import Path

import pytest

from kaname.cli.main import main
from kaname.testing.advisories import publishing_workspace

NOW = "2026-11-20T03:00:00Z"
VECTOR = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return publishing_workspace(tmp_path / "workspace")


def kaname(workspace: Path, *words: str) -> int:
    return main([*words, "--workspace", str(workspace), "--now", NOW])


def begin(workspace: Path, *words: str) -> Path:
    done = kaname(workspace, "advisory", "new", "SA-1", "--vulnerability", "CVE-2026-1000", "--cvss", VECTOR, *words)
    assert done == 0
    return workspace / "advisories" / "SA-1.yaml"


def finish(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace("status: draft", "status: final"), "utf-8")


def test_from_nothing_to_a_published_advisory(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = begin(workspace, "--affected", "2.0.0", "--fixed", "2.0.1")
    assert capsys.readouterr().out.strip() == str(path)
    assert kaname(workspace, "advisory", "check", "--lang", "ja") == 0
    assert "sa-1-en.json  (en)" in capsys.readouterr().out
    site = str(workspace / "site")
    assert kaname(workspace, "advisory", "publish", "--to", site, "--fail-on-held") == 1
    assert "HELD BACK  SA-1" in capsys.readouterr().out
    finish(path)
    assert kaname(workspace, "advisory", "publish", "--to", site, "--fail-on-held", "--format", "json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["schema"], answer["added"], answer["held"]) == (
        "kaname.publish/1",
        ["white/2026/sa-1.json", "white/2026/sa-1-en.json"],
        [],
    )
    assert kaname(workspace, "advisory", "publish", "--to", site, "--lang", "ja") == 0
    assert "変更なし  white/2026/sa-1.json" in capsys.readouterr().out


def test_check_as_json_carries_the_whole_report(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begin(workspace, "--affected", "2.0.0")
    capsys.readouterr()
    assert kaname(workspace, "advisory", "check", "--csaf-version", "2.1", "--format", "json") == 0
    (first, second) = json.loads(capsys.readouterr().out)["documents"]
    assert (first["lang"], second["id"], first["report"]["csaf_version"]) == ("ja", "SA-1-en", "2.1")
    assert first["report"]["valid"] is True


def test_check_fails_on_a_mandatory_test(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = begin(workspace, "--affected", "2.0.0", "--fixed", "2.0.1")
    path.write_text(path.read_text("utf-8").replace("date: '2026-11-20T03:00:00Z'", "date: '2026-11-20'"), "utf-8")
    capsys.readouterr()
    assert kaname(workspace, "advisory", "check") == 1
    assert "revision_history" in capsys.readouterr().out


def test_errors_in_both_languages(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = begin(workspace)
    path.write_text(path.read_text("utf-8").replace("  en: First release", ""), "utf-8")
    capsys.readouterr()
    for lang, text in (("ja", "言語「en」の文がありません"), ("en", "there is no text in the language “en”")):
        assert kaname(workspace, "advisory", "check", "--lang", lang) == 3
        told = capsys.readouterr()
        assert (told.out, text in told.err, "revisions[0].summary" in told.err) == ("", True, True)


def test_a_case_from_opening_to_publication(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["case", "open", "C-1", "--title", "T", "--path", "coordinator", "--contact", "coordinator=JPCERT/CC <a@b>"]
    words += ["--advisory", "SA-1", "--embargo-until", "2026-12-15", "--embargo-reason", "agreed"]
    assert kaname(workspace, *words, "--lang", "ja") == 0
    told = capsys.readouterr().out
    assert "公表保留中(2026-12-15T00:00:00Z まで): agreed" in told and "調整機関: JPCERT/CC <a@b>" in told
    finish(begin(workspace, "--affected", "2.0.0"))
    site = str(workspace / "site")
    assert kaname(workspace, "advisory", "publish", "--to", site, "--fail-on-held") == 1
    assert kaname(workspace, "case", "event", "C-1", "--lift-embargo", "--embargo-reason", "leaked") == 0
    assert kaname(workspace, "advisory", "publish", "--to", site, "--fail-on-held") == 0
    capsys.readouterr()
    assert kaname(workspace, "case", "event", "C-1", "published", "--note", "on the site") == 0
    assert kaname(workspace, "case", "show", "--format", "json") == 0
    told = capsys.readouterr().out
    (case,) = json.loads(told[told.index('{\n  "schema"') :])["cases"]
    assert (case["next_step"], case["embargo"]) == ("reported-to-coordinator", None)
    assert {"step": "published", "done": NOW} in case["steps"]


def test_nothing_to_record(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kaname(workspace, "case", "event", "C-1") == 3
    assert "case.nothing_given" in capsys.readouterr().err
