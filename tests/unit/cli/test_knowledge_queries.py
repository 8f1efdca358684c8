"""``knowledge affected``, ``search``, ``changed``, ``eol`` and ``match …`` as a user types them."""

import json
from pathlib import Path

import pytest

from kaname.cli.main import main
from kaname.testing.feeds import advisory, affected, write_osv_zip

EOL = {
    "title": "Example Server",
    "permalink": "/example-server",
    "releases": [
        {"releaseCycle": "2.1", "eol": False, "latest": "2.1.4"},
        {"releaseCycle": "2.0", "eoas": "2025-01-01", "eol": "2027-01-01", "latest": "2.0.9"},
        {"releaseCycle": "1.9", "eol": "2024-01-01", "latest": "1.9.9"},
    ],
}
PRODUCT = {"vid": "1", "vname": "例社", "pid": "2", "pname": "例サーバ", "pcpe": "cpe:/a:example:server"}


@pytest.fixture
def base(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    feeds = tmp_path / "feeds"
    record = advisory(
        "GHSA-aaaa-bbbb-cccc",
        affected("npm", "thing", {"introduced": "0"}, {"fixed": "2.0.0"}),
        aliases=["CVE-2026-0001"],
        summary="Thing forgets to check",
        published="2026-01-01T00:00:00Z",
    )
    write_osv_zip(feeds, "npm", [record])
    (feeds / "products.jsonl").write_text(json.dumps(EOL) + "\n", "utf-8")
    (feeds / "names.jsonl").write_text(json.dumps(PRODUCT, ensure_ascii=False) + "\n", "utf-8")
    target = str(tmp_path / "k.db")
    assert main(["knowledge", "build", "--from", str(feeds), "--to", target, "--now", "2026-11-20"]) == 0
    capsys.readouterr()
    return target


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(list(words))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_affected(base: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "knowledge", "affected", "pkg:npm/thing@1.0.0", "--knowledge", base)
    assert code == 0
    assert "CVE-2026-0001" in out
    assert "[purl, high]" in out
    code, out, _ = run(capsys, "knowledge", "affected", "pkg:npm/thing@2.0.0", "--knowledge", base, "--format", "json")
    document = json.loads(out)
    assert (document["schema"], document["evaluated"], document["entries"]) == ("kaname.affected/1", True, [])
    code, out, _ = run(capsys, "knowledge", "affected", "pkg:npm/thing", "--knowledge", base, "--lang", "ja")
    assert "評価できません" in out
    code, _, err = run(capsys, "knowledge", "affected", "thing", "--knowledge", base)
    assert code == 3
    assert "matching.not_an_identifier" in err


def test_search(base: str, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["FORGETS", "check"], ["ｔｈｉｎｇ"], ["ghsa-aaaa-bbbb-cccc"], ["to"]):
        code, out, _ = run(capsys, "knowledge", "search", *words, "--knowledge", base, "--format", "json")
        assert code == 0
        assert [item["id"] for item in json.loads(out)["items"]] == ["CVE-2026-0001"], words
    code, out, err = run(capsys, "knowledge", "search", "nowhere", "--knowledge", base)
    assert (code, out) == (0, "")
    assert "nowhere" in err
    assert run(capsys, "knowledge", "search", " ", "--knowledge", base)[0] == 3
    assert run(capsys, "knowledge", "search", '"quoted" AND OR NEAR(', "--knowledge", base)[0] == 0


def test_changed(base: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "knowledge", "changed", "--since", "2026-01-01", "--knowledge", base, "--format", "json")
    assert code == 0
    assert [(item["id"], item["kind"]) for item in json.loads(out)["items"]] == [("GHSA-aaaa-bbbb-cccc", "new")]
    code, out, _ = run(capsys, "knowledge", "changed", "--since", "2026-02-01", "--knowledge", base)
    assert (code, out) == (0, "")


@pytest.mark.parametrize(
    ("version", "status"),
    [("2.1.0", "supported"), ("2.0.5", "security-only"), ("v1.9", "ended"), ("3.0", "unknown")],
)
def test_eol(base: str, capsys: pytest.CaptureFixture[str], version: str, status: str) -> None:
    words = ("knowledge", "eol", "Example Server", version, "--knowledge", base, "--now", "2026-11-20")
    code, out, _ = run(capsys, *words, "--format", "json")
    assert (code, json.loads(out)["status"]) == (0, status)
    assert run(capsys, *words, "--lang", "ja")[0] == 0


def test_eol_of_an_unknown_product(base: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "knowledge", "eol", "nothing", "1", "--knowledge", base)[0] == 3


def test_a_candidate_is_offered_confirmed_and_then_used(
    base: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sbom = tmp_path / "sbom.json"
    component = {
        "type": "library",
        "bom-ref": "c",
        "name": "例 サーバ",
        "version": "1.0",
        "supplier": {"name": "（株）例社"},
    }
    sbom.write_text(json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [component]}), "utf-8")
    place = ("--workspace", str(tmp_path))
    code, out, _ = run(capsys, "match", "candidates", str(sbom), "--knowledge", base, *place, "--format", "json")
    (item,) = json.loads(out)["items"]
    assert code == 0
    assert item["candidates"][0]["cpe"] == "cpe:2.3:a:example:server:1.0:*:*:*:*:*:*:*"
    scan = ("scan", str(sbom), "--knowledge", base, *place, "--methods", "purl,name", "--format", "json")
    document = json.loads(run(capsys, *scan)[1])
    assert len(document["candidates"]) == 1
    assert document["findings"] == []
    verdict = ("match", "confirm", "例サーバ", "--supplier", "例社", "--as", "pkg:npm/thing", "--by", "鈴木", *place)
    assert run(capsys, *verdict, "--now", "2026-11-20")[0] == 0
    assert "鈴木" in (tmp_path / "identities.yaml").read_text("utf-8")
    document = json.loads(run(capsys, *scan)[1])
    assert [finding["vulnerability"]["id"] for finding in document["findings"]] == ["CVE-2026-0001"]
    assert document["candidates"] == []
    refusal = ("match", "reject", "例サーバ", "--supplier", "例社", "--as", "pkg:npm/thing", "--by", "鈴木", *place)
    assert run(capsys, *refusal)[0] == 0
    assert json.loads(run(capsys, *scan)[1])["findings"] == []


def test_a_damaged_file_of_verdicts_and_a_wrong_method_are_refused(
    base: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sbom = tmp_path / "sbom.json"
    sbom.write_text('{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": []}', "utf-8")
    code, _, err = run(capsys, "scan", str(sbom), "--knowledge", base, "--methods", "guess")
    assert code in (2, 3)
    assert "matching.not_a_method" in err
    (tmp_path / "identities.yaml").write_text("identities: [{name: 5}]", "utf-8")
    code, _, err = run(capsys, "scan", str(sbom), "--knowledge", base, "--workspace", str(tmp_path))
    assert code == 3
    assert "store.identities_invalid" in err
    bad = ("match", "confirm", "x", "--as", "no such name", "--by", "y", "--workspace", str(tmp_path / "other"))
    assert run(capsys, *bad)[0] == 3


def test_a_scan_says_which_sources_are_stale(base: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sbom = tmp_path / "sbom.json"
    sbom.write_text('{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": []}', "utf-8")
    scan = ("scan", str(sbom), "--knowledge", base, "--format", "json", "--now")
    _, out, err = run(capsys, *scan, "2026-11-20")
    stale = {source["id"]: source["stale"] for source in json.loads(out)["knowledge"]["sources"]}
    assert stale == {"osv:npm": True, "eol": True, "jvn-products": False}
    assert "osv:npm" in err
    _, out, _ = run(capsys, *scan, "2026-01-03")
    assert not json.loads(out)["knowledge"]["sources"][-1]["stale"]


def test_sources_say_where_they_come_from(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KANAME_CSAF_PROVIDERS", "acme=https://acme.example/provider-metadata.json suse")
    monkeypatch.setenv("KANAME_NVD_API_KEY", "secret-key")
    code, out, _ = run(capsys, "knowledge", "sources", "--lang", "ja")
    assert code == 0
    assert "csaf:acme  (更新で取得)\n  https://acme.example/provider-metadata.json\n" in out
    assert "要求の間隔: 6 秒、KANAME_NVD_API_KEY があれば 0.6 秒(設定済み)" in out
    assert "secret-key" not in out
    code, out, _ = run(capsys, "knowledge", "sources", "--format", "json")
    items = {item["id"]: item for item in json.loads(out)["items"]}
    assert items["csaf:redhat"]["fetched"] == "named"
    assert (items["csaf:suse"]["fetched"], items["osv:malicious-packages"]["fetched"]) == ("always", "never")
    assert (items["nvd"]["rest_seconds"], items["nvd"]["key_present"]) == (6.0, True)
    assert all(item["licence"] and item["max_age_hours"] for item in items.values())
    monkeypatch.setenv("KANAME_CSAF_PROVIDERS", "nobody")
    code, out, err = run(capsys, "knowledge", "sources")
    assert (code, out, "knowledge.csaf_providers" in err) == (5, "", True)
