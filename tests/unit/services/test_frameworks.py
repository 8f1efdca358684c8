"""Packs by the command line: list, show, check, compare, carry over."""

import json
import shutil
from pathlib import Path

import pytest

from kaname.catalogs.shelf import BUNDLED
from kaname.cli.main import main


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(words)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_pack_can_be_shown(capsys: pytest.CaptureFixture[str], lang: str) -> None:
    code, out, _ = run(capsys, "frameworks", "list", "--format", "json")
    assert code == 0
    for pack in json.loads(out):
        code, shown, _ = run(capsys, "frameworks", "show", pack["key"], "--lang", lang)
        assert code == 0 and pack["title"][lang] in shown


def test_the_bundled_packs_pass_the_check(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "frameworks", "check", str(BUNDLED), "--format", "json")
    assert code == 0 and len(json.loads(out)) == 22


def test_a_broken_pack_fails_the_check_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(BUNDLED / "ssdf-1.1", tmp_path / "ssdf-1.1")
    tasks = tmp_path / "ssdf-1.1" / "tasks.yaml"
    tasks.write_text(tasks.read_text("utf-8").replace("at_least: 2", "at_least: 9", 1), "utf-8")
    code, out, _ = run(capsys, "frameworks", "check", str(tmp_path), "--lang", "ja")
    assert code == 3 and "packs/ssdf-1.1/tasks.yaml: tasks[0].levels.1.choose.at_least" in out


def test_difference(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "frameworks", "diff", "ssdf-1.1", "ssdf-1.2-draft", "--format", "json")
    document = json.loads(out)
    assert (len(document["added"]), document["removed"], len(document["reworded"])) == (7, [], 8)


@pytest.mark.parametrize("words", [["show", "nothing"], ["show", "ssdf", "PO.9.9"], ["check", "/nowhere"]])
def test_what_is_not_there_is_said(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    code, _, err = run(capsys, "frameworks", *words)
    assert code == 3 and "catalogs." in err


def test_carry_over(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "map", "carry", "cpsf", "--to", "ssdf", "--format", "json")
    counts = json.loads(out)["counts"]
    assert code == 0 and counts == {"full": 1, "union": 0, "partial": 0, "none": 41}
    _, out, _ = run(capsys, "map", "show", "ssdf", "PO.1.1", "--source", "cpsf", "--backwards", "--format", "json")
    assert json.loads(out)[0]["symbol"] == "△"
    _, out, _ = run(capsys, "map", "coverage", "ssdf", "--lang", "ja")
    assert "23/42" in out and "22/42" in out


def test_an_import_does_not_overwrite(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "list.csv"
    table.write_text("id,title\n1,one\n", "utf-8")
    words = ("frameworks", "import", str(table), "--from", "csv", "--to", str(tmp_path / "packs"))
    assert run(capsys, *words)[0] == 0
    assert run(capsys, "frameworks", "check", str(tmp_path / "packs"))[0] == 0
    code, _, err = run(capsys, *words)
    assert code == 3 and "catalogs.pack_exists" in err
    assert [path.name for path in (tmp_path / "packs").iterdir()] == ["list-1"]


def test_a_broken_pack_does_not_hide_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad-1").mkdir()
    (tmp_path / "bad-1" / "pack.yaml").write_text("schema: kaname.pack/9\n", "utf-8")
    code, out, err = run(capsys, "frameworks", "list", "--packs", str(tmp_path), "--format", "json")
    assert code == 3 and len(json.loads(out)) == 22 and "packs/bad-1/pack.yaml: schema" in err
