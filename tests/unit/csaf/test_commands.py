"""``kaname csaf check`` and ``csaf show`` as a person types them."""

import json
from importlib import util
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from kaname.cli.main import main


def _neighbour(name: str) -> ModuleType:
    spec = util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None and spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


A = _neighbour("advisories")


@pytest.fixture
def good(tmp_path: Path) -> str:
    path = tmp_path / "good.json"
    path.write_bytes(msgspec.json.encode(A.advisory()))
    return str(path)


@pytest.fixture
def bad(tmp_path: Path) -> str:
    path = tmp_path / "bad.json"
    path.write_bytes(msgspec.json.encode(A.put(A.advisory(), "/document/tracking/version", "2")))
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["csaf", *words])
    out, err = capsys.readouterr()
    return code, out, err


def test_exit_codes(capsys: pytest.CaptureFixture[str], good: str, bad: str, tmp_path: Path) -> None:
    assert run(capsys, "check", good)[0] == 0
    assert run(capsys, "check", bad)[0] == 1
    (tmp_path / "none.json").write_text("{}")
    for path in ("none.json", "absent.json", "."):
        code, out, err = run(capsys, "check", str(tmp_path / path))
        assert (code, out) == (3, "")
        assert err.startswith("kaname: ")


def test_json_names_test_path_and_message(capsys: pytest.CaptureFixture[str], bad: str) -> None:
    code, out, _ = run(capsys, "check", bad, "--format", "json", "--test", "6.1", "--lang", "ja")
    report = json.loads(out)
    assert code == 1
    assert report["failures"] == [
        {
            "test": "6.1.16",
            "mandatory": True,
            "path": "/document/tracking/version",
            "message": "文書バージョンは 2 ですが、最新の改訂は 1 です",
        }
    ]
    assert (report["csaf_version"], report["valid"], report["not_run"]) == ("2.0", False, [])


def test_the_same_check_gives_the_same_bytes(capsys: pytest.CaptureFixture[str], good: str) -> None:
    words = ("check", good, "--format", "json", "--now", "2026-11-20")
    assert run(capsys, *words)[1] == run(capsys, *words)[1]


def test_table_in_both_languages(capsys: pytest.CaptureFixture[str], good: str, bad: str) -> None:
    assert run(capsys, "check", good, "--lang", "en")[1].startswith("valid CSAF 2.0: none of the mandatory tests fails")
    out = run(capsys, "check", bad, "--lang", "ja", "--mandatory")[1]
    assert out.startswith("有効な CSAF 2.0 文書ではありません。必須の検査に 1 件の不適合があります")
    assert "6.1.16    最新の文書バージョン" in out
    assert "推奨" not in out


def test_undecided_mandatory_points_are_in_the_verdict(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    extension = {"$schema": "https://a.example/x.json", "category": "supplementary", "content": {}, "critical": False}
    path = tmp_path / "extended.json"
    path.write_bytes(msgspec.json.encode(A.put(A.advisory_2_1(), "/x_extensions", [extension])))
    code, out, _ = run(capsys, "check", str(path), "--lang", "en")
    assert code == 0
    assert out.startswith("CSAF 2.1: none of the mandatory tests fails, but 2 points of them could not be decided")


def test_an_unknown_test_is_refused(capsys: pytest.CaptureFixture[str], good: str) -> None:
    code, _, err = run(capsys, "check", good, "--test", "7.1", "--lang", "en")
    assert code == 3
    assert "there is no test “7.1”" in err


def test_show(capsys: pytest.CaptureFixture[str], good: str) -> None:
    code, out, _ = run(capsys, "show", good, "--products", "--lang", "en")
    assert code == 0
    assert "PUMP-1  1  final" in out
    assert "CVSS 3.1  9.8 CRITICAL" in out
    assert "affected: 1\n    Pump 1.0" in out
    shown = json.loads(run(capsys, "show", good, "--format", "json")[1])
    assert shown["products"]["P1"]["name"] == "Pump 1.0"
    assert "original" not in shown
