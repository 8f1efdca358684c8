"""vex, context, triage, incident, action and scan with statements, as a user meets them, in both languages."""

import json
from pathlib import Path

import pytest

from kaname.cli.main import main
from kaname.exchange.dsse import sign_envelope, write_envelope
from kaname.exchange.keys import generate_key, key_id, write_public_key
from kaname.formats.csaf.read import check_csaf
from kaname.formats.vex import read_vex
from kaname.testing.knowledge import FakeKnowledge

NOW = "2026-11-21T00:00:00Z"
A, B = "pkg:npm/a@1.0.0", "pkg:npm/b@1.0.0"
APP = "pkg:generic/app"


@pytest.fixture(autouse=True)
def base(monkeypatch: pytest.MonkeyPatch) -> None:
    knowledge = FakeKnowledge()
    knowledge.add("CVE-2020-0001", "npm", "a", fixed="2.0.0")
    knowledge.rate("CVE-2020-0001", score=7.5)
    knowledge.add("CVE-2020-0002", "npm", "b", fixed="2.0.0")
    knowledge.rate("CVE-2020-0002", score=9.8, kev=True)
    monkeypatch.setattr("kaname.services.knowledge.open_base", lambda path: knowledge)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    words = ["--organisation", "例示社", "--website", "https://example.com", "--product", "App", "--purl", APP]
    system = ["--exposure", "open", "--mission-impact", "mission-failure", "--safety-impact", "negligible"]
    assert main(["context", "init", *words, *system, "--role", "operator", "-q"]) == 0
    return tmp_path


def sbom(folder: Path, version: str = "1.0", *purls: str) -> str:
    path = folder / f"app-{version}.cdx.json"
    root = {"type": "application", "name": "App", "version": version, "purl": f"{APP}@{version}", "bom-ref": "root"}
    parts = [
        {"type": "library", "name": purl[8], "version": "1.0.0", "purl": purl, "bom-ref": purl}
        for purl in purls or (A, B)
    ]
    tree = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "metadata": {"component": root},
        "components": parts,
        "dependencies": [{"ref": "root", "dependsOn": [part["bom-ref"] for part in parts]}],
    }
    path.write_text(json.dumps(tree))
    return str(path)


def openvex(folder: Path, author: str, status: str = "not_affected", product: str = A) -> Path:
    statement = {
        "vulnerability": {"name": "CVE-2020-0001"},
        "products": [{"@id": product}],
        "status": status,
        "justification": "component_not_present",
    }
    tree = {
        "@context": "https://openvex.dev/ns/v0.2.0",
        "@id": f"https://example.com/{author}",
        "author": author,
        "timestamp": "2026-01-01T00:00:00Z",
        "version": 1,
        "statements": [statement],
    }
    path = folder / f"{author}.openvex.json"
    path.write_text(json.dumps(tree))
    return path


def add(*more: str, status: str = "not_affected") -> int:
    reason = ["--justification", "component_not_present"] if status == "not_affected" else ["--action", "update"]
    return main(["vex", "add", "CVE-2020-0001", "--status", status, *reason, *more, "--now", NOW, "-q"])


def output(capsys: pytest.CaptureFixture[str], *argv: str, code: int = 0) -> str:
    capsys.readouterr()
    assert main(list(argv)) == code
    return capsys.readouterr().out


def test_a_statement_sets_a_finding_aside_and_it_stays_countable(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = sbom(workspace)
    assert add("--sbom", target, "--component", A) == 0
    argv = ["scan", target, "--workspace", ".", "--now", NOW]
    table, _, aside = output(capsys, *argv, "--lang", "en").partition("Set aside")
    assert "CVE-2020-0001" not in table and "CVE-2020-0002" in table
    assert "CVE-2020-0001" in aside and "CVE-2020-0002" not in aside
    document = json.loads(output(capsys, *argv, "--format", "json"))
    assert document["summary"]["set_aside"] == 1
    states = {one["vulnerability"]["id"]: one["triage"] for one in document["findings"]}
    assert states["CVE-2020-0001"]["set_aside"] == "vex-not-affected"
    assert states["CVE-2020-0001"]["issuer"] == "例示社"
    assert (states["CVE-2020-0002"]["outcome"], states["CVE-2020-0002"]["system"]) == ("I", "main")
    sarif = json.loads(output(capsys, *argv, "--format", "sarif"))
    assert [len(one.get("suppressions", ())) for one in sarif["runs"][0]["results"]].count(1) == 1


def test_the_threshold_counts_open_findings_only(workspace: Path) -> None:
    target = sbom(workspace, "1.0", A)
    assert main(["scan", target, "--workspace", ".", "--fail-on", "any", "-q"]) == 1
    assert add("--sbom", target, "--component", A) == 0
    assert main(["scan", target, "--workspace", ".", "--fail-on", "any", "-q"]) == 0


@pytest.mark.parametrize("form", ["openvex", "cyclonedx", "csaf"])
def test_a_scan_as_statements(workspace: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    from datetime import UTC, datetime

    target = sbom(workspace)
    assert add("--sbom", target, "--component", A) == 0
    data = output(capsys, "scan", target, "--workspace", ".", "--format", form, "--now", NOW).encode()
    found = {one.vulnerability: one.status for one in read_vex(data).statements}
    assert found == {"CVE-2020-0001": "not_affected", "CVE-2020-0002": "under_investigation"}
    if form == "csaf":
        report = check_csaf(data, now=datetime(2026, 11, 21, tzinfo=UTC))
        assert not [one for one in report.failures if one.mandatory]


def test_a_file_counts_without_workspace_and_needs_trust_with_one(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, target = str(openvex(workspace, "Friend")), sbom(workspace)

    def set_aside(*more: str) -> int:
        document = json.loads(output(capsys, "scan", target, "--vex", path, "--format", "json", *more))
        return int(document["summary"]["set_aside"])

    assert set_aside() == 1
    assert set_aside("--workspace", ".") == 0
    with (workspace / "kaname.yaml").open("a") as file:
        file.write("trust:\n- issuer: friend\n")
    assert set_aside("--workspace", ".") == 1


@pytest.mark.parametrize(("lang", "words"), [("en", ("Conflict", "says something else")), ("ja", ("矛盾", "優先順位"))])
def test_a_conflict_is_explained_with_both_sides(
    workspace: Path, capsys: pytest.CaptureFixture[str], lang: str, words: tuple[str, str]
) -> None:
    with (workspace / "kaname.yaml").open("a") as file:
        file.write("trust:\n- {issuer: Friend}\n")
    assert main(["vex", "import", str(openvex(workspace, "Friend")), "-q"]) == 0
    assert add("--component", A, status="affected") == 0
    text = output(capsys, "vex", "explain", "CVE-2020-0001", A, "--lang", lang, "--now", NOW)
    assert all(word in text for word in words)
    assert "Friend" in text and "例示社" in text
    document = json.loads(output(capsys, "vex", "explain", "CVE-2020-0001", A, "--format", "json"))
    assert (document["status"], document["conflict"], len(document["candidates"])) == ("affected", True, 2)


def test_a_decision_is_carried_to_the_next_release_where_nothing_changed(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add("--sbom", sbom(workspace, "1.0"), "--component", A) == 0
    document = json.loads(
        output(capsys, "scan", sbom(workspace, "2.0"), "--workspace", ".", "--format", "json", "--now", NOW)
    )
    states = {one["vulnerability"]["id"]: one["triage"] for one in document["findings"]}
    assert states["CVE-2020-0001"]["status"] == "not_affected"


def test_a_decision_about_other_facts_is_listed_for_review(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add("--product", f"{APP}@0.9", "--component", A) == 0
    text = output(capsys, "triage", sbom(workspace), "--workspace", ".", "--lang", "ja", "--now", NOW)
    assert "見直しが必要なステートメント: 1 件" in text
    assert "別のリリース" in text


def test_signatures_are_verified_on_import(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key, other = generate_key(), generate_key()
    payload = openvex(workspace, "Signer").read_bytes()
    envelope = workspace / "signed.json"
    envelope.write_bytes(write_envelope(sign_envelope(payload, "application/vnd.openvex+json", [key])))
    for name, one in (("good", key), ("bad", other)):
        (workspace / f"{name}.pem").write_bytes(write_public_key(one.public_key()))
    with (workspace / "kaname.yaml").open("a") as file:
        file.write(f"trust:\n- issuer: Signer\n  keys: ['{key_id(key.public_key())}']\n")
    assert main(["vex", "import", str(envelope), "--key", "bad.pem", "-q"]) != 0
    assert not (workspace / "vex").exists()
    assert main(["vex", "import", str(workspace / "Signer.openvex.json"), "-q"]) == 0
    assert "not signed" in output(capsys, "vex", "list")
    assert main(["vex", "import", str(envelope), "--key", "good.pem", "-q"]) == 0
    document = json.loads(output(capsys, "vex", "explain", "CVE-2020-0001", A, "--format", "json"))
    assert document["status"] == "not_affected"


def test_an_imported_document_that_was_altered_is_refused(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vex", "import", str(openvex(workspace, "Friend")), "-q"]) == 0
    (kept,) = (workspace / "vex" / "imported").glob("*.json")
    kept.write_bytes(kept.read_bytes().replace(b"not_affected", b"fixed"))
    assert main(["vex", "list"]) == 3
    assert "vex.import_altered" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["vex", "add", "CVE-1", "--status", "not_affected", "--component", A], "vex.needs_reason"),
        (["vex", "add", "CVE-1", "--status", "affected", "--component", A], "vex.needs_action"),
        (["vex", "add", "CVE-1", "--status", "fixed"], "vex.no_product"),
        (["vex", "add", "CVE-1", "--status", "fine", "--component", A], "vex.unknown_status"),
        (["vex", "import", "kaname.yaml"], "formats.json"),
        (["vex", "export"], "vex.nothing_to_write"),
        (["triage", "."], "triage.no_release"),
        (["context", "init", "--sector", "moon"], "context.unknown_sector"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_code(
    workspace: Path, capsys: pytest.CaptureFixture[str], argv: list[str], code: str
) -> None:
    assert main(argv) == 3
    assert code in capsys.readouterr().err
    assert not (workspace / "vex").exists()


def test_triage_of_a_workspace_with_due_dates_and_breaches(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sbom(workspace)
    text = (workspace / "kaname.yaml").read_text()
    (workspace / "kaname.yaml").write_text(
        text.replace("  name: App\n", "  name: App\n  releases: [{version: '1.0', sbom: app-1.0.cdx.json}]\n")
    )
    assert "Immediate" in output(capsys, "triage", ".", "--record", "--now", "2026-10-01T00:00:00Z", "--lang", "en")
    assert main(["triage", ".", "--fail-on-breach", "--now", NOW, "-q"]) == 1
    document = json.loads(output(capsys, "triage", ".", "--format", "json", "--now", NOW))
    assert document["summary"] == {
        "findings": 2,
        "open": 2,
        "set_aside": 0,
        "breaches": 2,
        "conflicts": 0,
        "review": 0,
    }
    inputs = document["findings"][0]["decisions"][0]["decision"]["inputs"]
    assert {one["origin"] for one in inputs} <= {"kev", "context", "derived", "cvss-heuristic", "unknown"}
    assert "期限" in output(capsys, "triage", ".", "--explain", "--lang", "ja", "--now", NOW)


def test_a_triage_result_as_selection_list(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["triage", sbom(workspace), "--role", "bod", "--format", "selection-list", "--now", NOW]
    assert main(argv) == 3
    document = json.loads(output(capsys, *argv, "--vulnerability", "CVE-2020-0002"))
    assert document["target_ids"] == ["CVE-2020-0002"]
    assert {one["key"] for one in document["selections"]} >= {"KEV"}


def test_context_keeps_what_a_person_wrote(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = workspace / "kaname.yaml"
    path.write_text("# ours\n" + path.read_text() + "# the end\n")
    before = path.read_text()
    assert main(["context", "init", "--organisation", "Other", "--regime", "nis2"]) == 0
    assert "organisation" in capsys.readouterr().err
    assert path.read_text().startswith(before)
    shown = json.loads(output(capsys, "context", "show", "--format", "json"))
    assert (shown["organisation"], shown["regimes"]) == ("例示社", ["nis2"])
    assert main(["context", "check", "-q"]) == 0
    assert "NIS2" in output(capsys, "context", "show", "--lang", "ja")


def test_own_statements_keep_comments_of_a_person(workspace: Path) -> None:
    assert add("--component", A) == 0
    path = workspace / "vex" / "CVE-2020-0001.yaml"
    path.write_text("# reviewed\n" + path.read_text() + "# a remark\n")
    before = path.read_text()
    assert add("--component", B) == 0
    assert path.read_text().startswith(before.rstrip("\n"))
    assert path.read_text().count("- id:") >= 2


def test_incident_and_action_commands(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    opened = ["incident", "open", "i1", "--title", "T", "--regime", "cra-vulnerability", "--now", NOW]
    assert main([*opened, "-q"]) == 0
    assert main([*opened, "-q"]) == 3
    assert main(["incident", "event", "i1"]) == 3
    assert main(["incident", "status", "--fail-on-missed", "--now", "2026-11-30T00:00:00Z", "-q"]) == 1
    assert "早期警告" in output(capsys, "incident", "draft", "i1", "cra-vulnerability/early-warning", "--lang", "ja")
    fix = [
        "action",
        "add",
        "CVE-2020-0001",
        "--kind",
        "root-fix",
        "--owner",
        "T",
        "--what",
        "2.0",
        "--due",
        "2026-11-20",
    ]
    assert main([*fix, "--now", NOW, "-q"]) == 0
    assert main(["action", "list", "--fail-on-overdue", "--now", NOW, "-q"]) == 1
    assert main(["action", "done", "CVE-2020-0001-1", "--now", NOW, "-q"]) == 0
    assert main(["action", "verify", sbom(workspace), "--now", NOW, "-q"]) == 1


def test_export_of_a_file_in_its_own_format_loses_nothing(workspace: Path) -> None:
    path = openvex(workspace, "Friend")
    tree = json.loads(path.read_text())
    tree["x-unknown"] = {"kept": True}
    tree["statements"][0]["x-note"] = "kept"
    path.write_text(json.dumps(tree))
    argv = ["vex", "export", "--from", str(path), "--output", "out.json", "--loss-report", "loss.json", "-q"]
    assert main(argv) == 0
    assert json.loads((workspace / "out.json").read_text()) == tree
    assert json.loads((workspace / "loss.json").read_text())["losses"] == []
    assert main([*argv, "--format", "cyclonedx"]) == 0
    lost = {one["path"] for one in json.loads((workspace / "loss.json").read_text())["losses"]}
    assert {"x-unknown.kept", "statements[0].x-note"} <= lost


@pytest.mark.parametrize(("lang", "words"), [("en", "carried over"), ("ja", "引き継ぎました")])
def test_a_decision_is_carried_to_a_release_whose_references_are_made_anew(
    workspace: Path, capsys: pytest.CaptureFixture[str], lang: str, words: str
) -> None:
    assert add("--sbom", sbom(workspace, "1.0", A), "--component", A) == 0
    target = Path(sbom(workspace, "2.0", A))
    tree = json.loads(target.read_text("utf-8"))
    tree["components"][0]["bom-ref"] = "made-anew"
    tree["dependencies"] = [{"ref": "root", "dependsOn": ["made-anew"]}]
    target.write_text(json.dumps(tree), encoding="utf-8")
    assert words in output(capsys, "triage", str(target), "--workspace", ".", "--lang", lang, "--now", NOW)


def test_what_does_not_count_is_named_with_its_reason(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vex", "import", str(openvex(workspace, "Stranger")), "-q"]) == 0
    text = output(capsys, "triage", sbom(workspace), "--workspace", ".", "--explain", "--lang", "en", "--now", NOW)
    assert "- Stranger: not affected" in text
    assert "the issuer is not among the accepted ones" in text


@pytest.mark.parametrize(("lang", "words"), [("en", "through pkg:npm/a@1.0.0"), ("ja", "pkg:npm/a@1.0.0 を通じて")])
def test_a_statement_about_a_middle_component_is_explained(
    workspace: Path, capsys: pytest.CaptureFixture[str], lang: str, words: str
) -> None:
    target = Path(sbom(workspace))
    tree = json.loads(target.read_text("utf-8"))
    tree["dependencies"] = [{"ref": "root", "dependsOn": [A]}, {"ref": A, "dependsOn": [B]}]
    target.write_text(json.dumps(tree), encoding="utf-8")
    said = {"vulnerability": {"name": "CVE-2020-0002"}, "products": [{"@id": A}], "status": "not_affected"}
    document = {
        "@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.com/1", "author": "A Project",
        "timestamp": "2026-10-01T00:00:00Z", "version": 1,
        "statements": [{**said, "justification": "vulnerable_code_not_present"}],
    }  # fmt: skip
    (workspace / "a.json").write_text(json.dumps(document), encoding="utf-8")
    asked = ["--vex", "a.json", "--lang", lang, "--now", NOW]
    (workspace / "kaname.yaml").unlink()
    text = output(capsys, "vex", "explain", "CVE-2020-0002", B, "--sbom", str(target), *asked)
    assert words in text
    state = json.loads(output(capsys, "scan", str(target), "--format", "json", *asked[:2], "--now", NOW))["findings"]
    assert [one["triage"]["status"] for one in state if one["vulnerability"]["id"] == "CVE-2020-0002"] == [
        "not_affected"
    ]
    tree["dependencies"][0]["dependsOn"].append(B)
    target.write_text(json.dumps(tree), encoding="utf-8")
    document = json.loads(
        output(capsys, "vex", "explain", "CVE-2020-0002", B, "--sbom", str(target), *asked, "--format", "json")
    )
    assert document["candidates"][0]["verdict"] == "other_ways"
    assert document["candidates"][0]["past"] == f"{APP}@1.0 > {B}"
    assert document["places"][0]["ref"] == B


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (["--component", "left-pad"], "vex.not_an_identifier"),
        (["--component", "pkg:npm"], "ident.purl_name"),
        (["--component", "cpe:2.3:x"], "ident.cpe_invalid"),
        (["--product", "App", "--component", "left-pad"], "vex.not_an_identifier"),
        (["--component", A, "--valid-until", "soon"], "vex.bad_time"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_statement_that_would_never_fit_or_never_end_is_refused(
    workspace: Path, capsys: pytest.CaptureFixture[str], more: list[str], code: str, lang: str
) -> None:
    assert add(*more, "--lang", lang) == 3
    assert f"({code}" in capsys.readouterr().err
    assert not (workspace / "vex").exists()


def test_a_validity_written_by_hand_that_is_no_time_does_not_mean_for_ever(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add("--component", A, "--valid-until", "2026-12-31") == 0
    (path,) = (workspace / "vex").glob("*.yaml")
    path.write_text(path.read_text("utf-8").replace("2026-12-31", "new year"), "utf-8")
    assert main(["vex", "list"]) == 3
    assert "statements[0].valid_until" in capsys.readouterr().err


def test_who_runs_a_product_publishes_as_its_user(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add("--component", A) == 0
    document = json.loads(output(capsys, "vex", "export", "--format", "csaf", "--now", NOW))
    assert document["document"]["publisher"]["category"] == "user"


def test_a_product_purl_that_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["context", "init", "--product", "App", "--purl", "gateway", "--workspace", str(tmp_path)]
    assert main(argv) == 3
    assert "product.purls[0]" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_regimes_of_the_other_kind_are_named(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (workspace / "kaname.yaml").read_text("utf-8")
    (workspace / "kaname.yaml").write_text(text + "regimes: [cra-incident]\n", "utf-8")
    argv = ["incident", "open", "I-1", "--title", "x", "--aware", "2026-11-20T09:30:00+09:00", "--now", NOW]
    assert main(argv) == 3
    assert "incident.other_kind" in capsys.readouterr().err
    assert "2026-11-21 09:30 JST" in output(capsys, *argv, "--kind", "incident", "--lang", "ja")
    status = output(capsys, "incident", "status", "--lang", "en", "--now", "2026-11-21T02:00:00Z")
    assert "2026-11-21 00:30 UTC" in status and "over" in status
