"""The ``knowledge`` commands as a user runs them."""

import json
from pathlib import Path

import pytest

from kaname.cli.main import main
from kaname.services.knowledge import knowledge_path
from kaname.testing.feeds import advisory, affected, write_epss, write_kev, write_osv_zip


@pytest.fixture
def feeds(tmp_path: Path) -> Path:
    entry = affected("npm", "lodash", {"introduced": "0"}, {"fixed": "4.17.21"})
    vector = {"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H"}
    record = advisory(
        "GHSA-35jh-r3h4-6jhm",
        entry,
        aliases=["CVE-2021-23337"],
        summary="Command injection\x1b[31m",
        severity=[vector],
        references=[{"type": "WEB", "url": "https://example.org/advisory"}],
        database_specific={"cwe_ids": ["CWE-94"]},
    )
    write_osv_zip(tmp_path / "feeds", "npm", [record, b"{"])
    write_kev(tmp_path / "feeds", "CVE-2021-23337")
    write_epss(tmp_path / "feeds", {"CVE-2021-23337": (0.5, 0.9)})
    return tmp_path / "feeds"


@pytest.fixture
def base(feeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    target = str(tmp_path / "k.db")
    assert main(["knowledge", "build", "--from", str(feeds), "--to", target, "--now", "2026-11-20"]) == 0
    capsys.readouterr()
    return target


@pytest.mark.parametrize(("lang", "word"), [("en", "not valid JSON"), ("ja", "JSON として正しくない")])
def test_build_reports_in_both_languages(
    feeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, word: str
) -> None:
    assert main(["--lang", lang, "knowledge", "build", "--from", str(feeds), "--to", str(tmp_path / "k.db")]) == 0
    out = capsys.readouterr().out
    assert word in out
    assert "raw-1.json" in out
    assert "knowledge.skipped.not_json" in out


def test_build_reports_as_json(feeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = str(tmp_path / "k.db")
    assert main(["knowledge", "build", "--from", str(feeds), "--to", target, "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["schema"] == "kaname.knowledge-build/1"
    assert report["status"] == "complete"
    assert {item["id"]: item["kept"] for item in report["sources"]} == {"epss": 1, "kev": 1, "osv:npm": 1}


def test_strict_tells_an_unreadable_feed_by_exit_code(
    feeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = feeds / "Go" / "all.zip"
    broken.parent.mkdir()
    broken.write_bytes(b"not a zip")
    words = ["knowledge", "build", "--from", str(feeds), "--to", str(tmp_path / "k.db")]
    assert main(words) == 0
    assert main([*words, "--strict"]) == 4
    assert "knowledge.damaged_zip" in capsys.readouterr().out


def test_show_finds_any_alias_in_any_case(base: str, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("CVE-2021-23337", "ghsa-35JH-r3h4-6jhm"):
        assert main(["knowledge", "show", name, "--knowledge", base]) == 0
        out = capsys.readouterr().out
        for word in ("CVE-2021-23337", "GHSA-35jh-r3h4-6jhm", "< 4.17.21", "7.2", "CWE-94", "0.50000", "2026-02-01"):
            assert word in out
        assert "\x1b" not in out


def test_show_as_json_and_unknown_id(base: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["knowledge", "show", "cve-2021-23337", "--knowledge", base, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["id"] == "CVE-2021-23337"
    assert found["ranges"][0]["fixed"] == "4.17.21"
    assert main(["knowledge", "show", "CVE-0000-0000", "--knowledge", base]) == 3
    assert "cli_knowledge.show.unknown_id" in capsys.readouterr().err


def test_status(base: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["knowledge", "status", "--knowledge", base, "--verify", "--now", "2026-01-20"]) == 0
    assert "osv:npm" in capsys.readouterr().out
    words = ["knowledge", "status", "--knowledge", base, "--format", "json", "--now", "2026-01-21"]
    assert main(words) == 0
    status = json.loads(capsys.readouterr().out)
    assert status["stale"] == ["osv:npm"]
    assert status["verified"] is False
    assert status["ecosystems"] == {"npm": 1}


def test_a_damaged_base_is_exit_code_5(base: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(base)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert main(["knowledge", "status", "--knowledge", base, "--verify"]) == 5
    path.write_bytes(b"")
    assert main(["knowledge", "show", "CVE-2021-23337", "--knowledge", base]) == 5
    said = capsys.readouterr().err
    assert "knowledge.digest_mismatch" in said
    assert "knowledge.not_a_base" in said


def test_where_the_base_lies() -> None:
    assert knowledge_path("x.db", {"KANAME_KNOWLEDGE": "y.db"}) == Path("x.db")
    assert knowledge_path(None, {"KANAME_KNOWLEDGE": "y.db"}) == Path("y.db")
    assert knowledge_path(None, {"XDG_DATA_HOME": "/data"}) == Path("/data/kaname/knowledge.db")
    assert knowledge_path(None, {"XDG_DATA_HOME": "relative"}).is_absolute()
