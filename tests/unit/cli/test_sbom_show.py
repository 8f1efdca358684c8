"""``kaname sbom show``: one sheet, one line for each of several, JSON, refusals."""

import gzip
import json
from pathlib import Path

import pytest

from kaname.cli.main import main

DOCUMENT = (
    b'{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": ['
    b'{"type": "library", "name": "a\\u001b[31m", "version": "1", "purl": "pkg:npm/a@1", "pedigree": {}},'
    b'{"type": "gadget\\u001b[31m", "name": "b"}]}'
)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.json.gz"
    path.write_bytes(gzip.compress(DOCUMENT, mtime=0))
    return path


def test_one_document(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sbom", "show", str(good)]) == 0
    out, err = capsys.readouterr()
    assert "cyclonedx-json 1.6 (gzip)" in out
    assert "components[1].type" in out
    assert "components[].pedigree" in out
    assert "\x1b" not in out
    assert err == ""


def test_json_lists_everything(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sbom", "show", "--format", "json", str(good)]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["schema"] == "kaname.sbom-show/1"
    (document,) = report["documents"]
    assert document["counts"]["components"] == 2
    assert document["counts"]["with_purl"] == 1
    assert document["extras"] == {"components[].pedigree": 1}
    assert [problem["code"] for problem in document["problems"]] == ["cyclonedx.unknown_type"]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_refused_document_does_not_stop_the_others(
    lang: str, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_bytes(b'{"bomFormat": "CycloneDX",\n}')
    assert main(["sbom", "show", str(bad), str(good), str(tmp_path / "none"), "--lang", lang]) == 3
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 4
    assert f"{bad}: line 2, column 1" in err
    assert "formats.json_syntax" in err
    assert "store.file_missing" in err
    assert ("読み込み不可" in out) == (lang == "ja")


def test_a_single_refused_document_writes_nothing_to_standard_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sbom", "show", str(tmp_path)]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert "store.file_is_a_folder" in err


def test_many_problems_of_one_kind_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    many = tmp_path / "many.json"
    many.write_text(
        json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"name": "a"}] * 300}), "utf-8"
    )
    assert main(["sbom", "show", "--format", "json", str(many)]) == 0
    last = json.loads(capsys.readouterr().out)["documents"][0]["problems"][-1]
    assert last["code"] == "cyclonedx.more_of_the_same"
    assert "100" in last["message"]
    assert "cyclonedx.no_type" in last["message"]
