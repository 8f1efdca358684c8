"""Collected evidence: what each collector sees, that nothing counts before it is accepted, that a checkout is not trusted."""

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.unit.services.declared import TRIAL, workspace_in

from kaname.assurance.collectors.collector import SbomFact, Support
from kaname.assurance.collectors.collectors import COLLECTORS
from kaname.catalogs.shelf import find_item
from kaname.cli.main import main
from kaname.errors import InputError
from kaname.services.assess import open_assessment, report_levels
from kaname.services.collect import accept_evidence, collect_evidence, list_proposals
from kaname.services.frameworks import open_shelf
from kaname.store.assessments import read_evidence
from kaname.store.checkout import Checkout

NOW = datetime(2026, 11, 20, tzinfo=UTC)
SARIF = {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "lint"}}, "results": [{}, {}]}]}
SBOM = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "version": 1,
    "components": [{"type": "library", "name": "a", "version": "1", "purl": "pkg:npm/a@1"}],
}
FILES = {
    ".github/workflows/build.yml": "on: push\n",
    ".github/dependabot.yml": "version: 2\n",
    "CODEOWNERS": "* @team\n",
    "rules/ruleset-main.json": '{"rules": [{"type": "pull_request"}]}',
    "package-lock.json": "{}",
    "SECURITY.md": "write to security@example.com\n",
    "reports/lint.sarif": json.dumps(SARIF),
    "reports/broken.sarif": "{",
    "reports/junit.xml": "<testsuites><testsuite><testcase/><testcase><failure/></testcase></testsuite></testsuites>",
    "reports/junit-evil.xml": '<!DOCTYPE x [<!ENTITY a "b">]><testsuite>&a;</testsuite>',
    "dist/app.cdx.json": json.dumps(SBOM),
    "dist/broken.cdx.json": '{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [',
    "dist/app.tar.gz.sig": "x",
    "scan.json": '{"schema": "kaname.scan/1", "status": "complete", "generated": "2026-11-20T00:00:00Z", "findings": []}',
    "vex/a.json": '{"@context": "https://openvex.dev/ns/v0.2.0", "statements": [{}]}',
    "node_modules/x/package-lock.json": "{}",
}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "checkout"
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def test_every_collector_sees_its_trace(tmp_path: Path, checkout: Path) -> None:
    workspace = workspace_in(tmp_path)
    done = collect_evidence(workspace=workspace, folder=checkout, now=NOW)
    found = {proposal.id: proposal for proposal in done.proposals}
    assert set(found) == {
        "ci-configuration",
        "branch-rules",
        "lock-files",
        "dependency-updates",
        "security-policy",
        "analysis-reports",
        "test-reports",
        "sbom-files",
        "scan-reports",
        "vex-statements",
        "signatures",
    }
    assert [one.place for one in found["analysis-reports"].seen] == ["reports/lint.sarif"]
    assert found["analysis-reports"].seen[0].detail == "lint: 2"
    assert [one.detail for one in found["test-reports"].seen] == ["tests: 2, failed: 1"]
    assert found["sbom-files"].seen[0].detail == "components: 1, grade: A"
    assert [one.place for one in found["lock-files"].seen] == ["package-lock.json"]
    assert all(len(one.sha256) == 64 for proposal in done.proposals for one in proposal.seen)
    assert all(proposal.effective < proposal.expires for proposal in done.proposals)
    assert list_proposals(workspace=workspace) == tuple(sorted(done.proposals, key=lambda one: one.id))


def test_everything_that_is_supported_exists_in_a_pack(checkout: Path) -> None:
    shelf = open_shelf()
    view = Checkout(checkout, [SbomFact("a", "0" * 64, 1, 1, 1)])
    supports: list[Support] = []
    for collector in COLLECTORS:
        proposal = collector(view, NOW)
        supports += proposal.supports if proposal else ()
    assert len(supports) > 20
    for support in supports:
        find_item(shelf.load(support.framework), support.item)


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    (tmp_path / "empty").mkdir()
    assert collect_evidence(workspace=workspace, folder=tmp_path / "empty", now=NOW).proposals == ()
    with pytest.raises(InputError, match="file_missing"):
        collect_evidence(workspace=workspace, folder=tmp_path / "none", now=NOW)


@pytest.mark.parametrize(
    ("identified", "grade"), [(100, "A"), (95, "A"), (94, "B"), (80, "B"), (50, "C"), (49, "D"), (0, "D")]
)
def test_grades(identified: int, grade: str) -> None:
    assert SbomFact("a", "", 100, identified, 100).grade == grade


def test_a_proposal_counts_for_nothing_until_accepted(tmp_path: Path, checkout: Path) -> None:
    workspace = workspace_in(tmp_path)
    before = report_levels(opened=open_assessment(workspace=workspace), now=NOW)
    collect_evidence(workspace=workspace, folder=checkout, now=NOW)
    opened = open_assessment(workspace=workspace)
    assert report_levels(opened=opened, now=NOW).distribution == before.distribution
    assert not [name for name in opened.evidence if name.startswith("lock-files")]
    with pytest.raises(InputError, match="who_accepts"):
        accept_evidence(workspace=workspace, proposal_id="lock-files", by=" ", opened=None, places=(), lang="ja")
    with pytest.raises(InputError, match="no_such_proposal"):
        accept_evidence(workspace=workspace, proposal_id="x", by="佐藤", opened=None, places=(), lang="ja")
    with pytest.raises(InputError, match="no_such_item"):
        accept_evidence(
            workspace=workspace, proposal_id="lock-files", by="佐藤", opened=opened, places=["PX.1"], lang="ja"
        )
    assert len(list_proposals(workspace=workspace)) == 11, "a refusal writes nothing"
    done = accept_evidence(
        workspace=workspace, proposal_id="lock-files", by="佐藤", opened=opened, places=["PW.4.1"], lang="ja"
    )
    assert done.evidence.accepted_by == "佐藤" and done.attached
    after = open_assessment(workspace=workspace)
    assert after.evidence[done.evidence.id] == done.evidence and after.broken == {}
    assert done.evidence.id in next(iter(after.assessment.answers["PW.4.1"].items.values())).evidence
    assert "lock-files" not in {one.id for one in list_proposals(workspace=workspace)}
    record = workspace / "evidence" / "records" / f"{done.evidence.id}.json"
    record.write_bytes(record.read_bytes() + b" ")
    assert open_assessment(workspace=workspace).broken == {done.evidence.id: "workspace.evidence_file_altered"}


def git(folder: Path, *words: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, "-C", str(folder), *words], check=True, capture_output=True)


def test_signatures_are_seen_without_running_anything_of_the_checkout(tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init")
    (folder / "a").write_text("a", "utf-8")
    git(folder, "add", "a")
    git(folder, "commit", "-m", "first")
    git(folder, "tag", "-a", "v1", "-m", "one\n-----BEGIN SSH SIGNATURE-----\nx\n-----END SSH SIGNATURE-----")
    git(folder, "tag", "v2")
    raw = subprocess.run(
        ["git", "-C", str(folder), "cat-file", "commit", "HEAD"], capture_output=True, check=True
    ).stdout
    head, _, message = raw.partition(b"\n\n")
    signed = head + b"\ngpgsig -----BEGIN SSH SIGNATURE-----\n x\n -----END SSH SIGNATURE-----\n\n" + message
    made = (
        subprocess.run(
            ["git", "-C", str(folder), "hash-object", "-t", "commit", "-w", "--stdin"],
            input=signed,
            capture_output=True,
            check=True,
        )
        .stdout.decode()
        .strip()
    )
    git(folder, "update-ref", "HEAD", made)
    trap = tmp_path / "ran"
    for name in ("gpg.program", "gpg.ssh.program", "core.pager", "core.fsmonitor"):
        git(folder, "config", name, f"touch {trap};")
    git(folder, "config", "log.showSignature", "true")
    view = Checkout(folder)
    assert view.revision == made
    assert [commit.signed for commit in view.commits] == [True]
    assert {tag.name: tag.signed for tag in view.tags} == {"v1": True, "v2": False}
    assert not trap.exists()


def test_links_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "checkout"
    folder.mkdir()
    (tmp_path / "SECURITY.md").write_text("secret", "utf-8")
    (folder / "SECURITY.md").symlink_to(tmp_path / "SECURITY.md")
    (folder / "sub").symlink_to(tmp_path)
    assert Checkout(folder).files == ()


def test_by_the_commands(tmp_path: Path, checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = workspace_in(tmp_path)
    place = ["--workspace", str(workspace)]
    assert main(["assess", "evidence", "collect", str(checkout), *place, "--lang", "ja"]) == 0
    captured = capsys.readouterr()
    assert "ssdf:PW.4.1 (中程度)" in captured.out and "broken.cdx.json" in captured.err
    assert main(["assess", "evidence", "accept", *place]) == 0
    assert "lock-files" in capsys.readouterr().out
    assert main(["assess", "evidence", "accept", "lock-files", "--by", "S", "--cite", "PW.4.1", *place]) == 0
    name = capsys.readouterr().out.strip()
    assert name in read_evidence(workspace)
    assert read_evidence(TRIAL).keys() < read_evidence(workspace).keys()
