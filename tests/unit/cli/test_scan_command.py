"""``kaname scan`` as a user meets it: exit codes, streams, files."""

import json
from pathlib import Path

import pytest

from kaname.cli import scan as command
from kaname.cli.main import main
from kaname.model.finding import ScanResult
from kaname.testing.knowledge import FakeKnowledge


class _Base(FakeKnowledge):
    def __enter__(self) -> "_Base":
        return self

    def __exit__(self, *_: object) -> None:
        return None


@pytest.fixture(autouse=True)
def base(monkeypatch: pytest.MonkeyPatch) -> _Base:
    knowledge = _Base()
    knowledge.add("CVE-2020-0001", "npm", "a", fixed="2.0.0")
    knowledge.rate("CVE-2020-0001", score=7.5)
    knowledge.add("CVE-2020-0002", "npm", "b", fixed="2.0.0")
    knowledge.rate("CVE-2020-0002", score=9.8, kev=True)
    monkeypatch.setattr("kaname.services.knowledge.open_base", lambda path: knowledge)
    return knowledge


def _sbom(tmp_path: Path, *purls: str | None) -> str:
    components = [{"type": "library", "name": "x", **({"purl": purl} if purl else {})} for purl in purls]
    path = tmp_path / "sbom.json"
    path.write_text(json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": components}))
    return str(path)


@pytest.mark.parametrize(
    ("purls", "fail_on", "code"),
    [
        (["pkg:npm/a@1.0.0"], [], 0),
        (["pkg:npm/a@1.0.0"], ["--fail-on", "critical"], 0),
        (["pkg:npm/a@1.0.0"], ["--fail-on", "high"], 1),
        (["pkg:npm/a@1.0.0"], ["--fail-on", "kev"], 0),
        (["pkg:npm/a@1.0.0"], ["--fail-on", "any"], 1),
        (["pkg:npm/b@1.0.0"], ["--fail-on", "kev,critical"], 1),
        (["pkg:npm/b@1.0.0"], ["--fail-on", "high"], 1),
        (["pkg:npm/a@2.0.0", None], [], 0),
        (["pkg:npm/a@2.0.0", None], ["--fail-on", "incomplete"], 4),
        (["pkg:npm/a@2.0.0"], ["--fail-on", "incomplete"], 0),
        (["pkg:npm/b@1.0.0", None], ["--fail-on", "incomplete", "--fail-on", "kev"], 1),
        (["pkg:npm/a@1.0.0"], ["--fail-on", "dragons"], 2),
        (["pkg:npm/a@1.0.0"], ["--now", "yesterday"], 2),
    ],
)
def test_exit_codes(tmp_path: Path, purls: list[str | None], fail_on: list[str], code: int) -> None:
    assert main(["scan", _sbom(tmp_path, *purls), *fail_on]) == code


def test_results_go_to_standard_output_and_everything_else_to_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["scan", _sbom(tmp_path, "pkg:npm/a@1.0.0", None), "--format", "json", "--lang", "ja"]) == 0
    out, err = capsys.readouterr()
    document = json.loads(out)
    assert document["status"] == "partial"
    assert document["coverage"]["evaluated"] + len(document["coverage"]["not_evaluated"]) == 2
    assert document["findings"][0]["match"]["message"].endswith("影響範囲 >= 0, < 2.0.0 に入っています")
    assert "一部のみ" in err


def test_the_same_scan_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    target = _sbom(tmp_path, "pkg:npm/a@1.0.0", "pkg:npm/b@1.0.0", None)
    for name in ("one", "two"):
        output = str(tmp_path / name)
        assert main(["scan", target, "--format", "json", "--now", "2026-11-20", "--output", output]) == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_single_unreadable_target_is_an_input_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scan", str(tmp_path / "gone.json"), "--lang", "en"]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert "store.file_missing" in err


def test_an_unreadable_output_leaves_no_half_file(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    assert main(["scan", _sbom(tmp_path, "pkg:npm/a@1.0.0"), "--output", str(folder)]) == 3
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_threshold_comes_before_incompleteness() -> None:
    result = ScanResult(status="partial", generated="", knowledge_digest="", sources=(), targets=())
    assert command.exit_code_of(result, frozenset({"incomplete", "kev"})) == 4
    assert command.exit_code_of(result, frozenset({"kev"})) == 0


def test_a_missing_knowledge_base_says_how_to_build_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    target = _sbom(tmp_path, "pkg:npm/a@1.0.0")
    assert main(["scan", target, "--knowledge", str(tmp_path / "none.db"), "--lang", "en"]) == 5
    assert "kaname knowledge build" in capsys.readouterr().err
