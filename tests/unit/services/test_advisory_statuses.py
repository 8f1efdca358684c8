"""What was decided is what is published: advisories whose status comes from our own statements."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from kaname.cli.main import main
from kaname.errors import InputError
from kaname.formats.vex import read_vex
from kaname.model.advisory_draft import AdvisoryDraft
from kaname.services.advisory import AdvisoryRequest, check_advisories, new_advisory
from kaname.testing.advisories import publishing_workspace

NOW = datetime.datetime(2026, 11, 20, 3, 0, tzinfo=datetime.UTC)
CVE, GATEWAY, LIB = "CVE-2026-1000", "pkg:generic/kumo/gateway", "pkg:npm/left@1.0.0"


@pytest.fixture
def workspace(tmp_path: Path) -> str:
    return str(publishing_workspace(tmp_path))


def say(workspace: str, status: str, *more: str, version: str = "2.0.0", now: str = "2026-11-19T00:00:00Z") -> None:
    product = f"{GATEWAY}@{version}" if version else GATEWAY
    argv = ["vex", "add", CVE, "--status", status, "--product", product, "--workspace", workspace, "--now", now, "-q"]
    assert main([*argv, *more]) == 0


def begin(workspace: str, **fields: Any) -> AdvisoryDraft:
    request = AdvisoryRequest(**{"id": "SA-1", "vulnerabilities": [CVE], "from_statements": True, **fields})
    return new_advisory(workspace=workspace, request=request, now=NOW)[0]


def why(workspace: str, **fields: Any) -> InputError:
    with pytest.raises(InputError) as caught:
        begin(workspace, **fields)
    assert not (Path(workspace) / "advisories").exists()
    return caught.value


UPDATE, REASON = ("--action", "Update to 2.0.1"), ("--justification", "vulnerable_code_not_present")


@pytest.mark.parametrize("version", ["2.0", "2.1"])
def test_status_justification_and_action_are_those_that_were_decided(workspace: str, version: str) -> None:
    say(workspace, "affected", *UPDATE)
    say(workspace, "not_affected", *REASON, "--impact", "gone since", version="2.0.1")
    draft = begin(workspace, category="vex", cvss=["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"])
    (found,) = draft.vulnerabilities
    old, new = (one.id for one in draft.products)
    assert found.status == {"known_affected": (old,), "known_not_affected": (new,)}
    assert [(one.category, one.details, one.products) for one in found.remediations] == [
        ("mitigation", "Update to 2.0.1", (old,))
    ]
    assert [(one.label, one.products) for one in found.flags] == [("vulnerable_code_not_present", (new,))]
    assert [(one.details, one.products) for one in found.threats] == [("gone since", (new,))]
    checked = check_advisories(workspace=workspace, now=NOW, version=version)
    assert not {failure.test for each in checked for failure in each.report.failures if failure.test < "6.3"}
    for each in checked:  # and the document says it again
        said = {one.status: one.products[0].version for one in read_vex(each.document.data).statements}
        assert said == {"affected": "2.0.0", "not_affected": "2.0.1"}


def test_a_release_that_nobody_decided_about_is_under_investigation(workspace: str) -> None:
    say(workspace, "fixed", version="2.0.1")
    draft = begin(workspace)
    assert set(draft.vulnerabilities[0].status) == {"fixed", "under_investigation"}


def test_a_decision_about_every_release_holds_for_each(workspace: str) -> None:
    say(workspace, "not_affected", *REASON, version="")
    assert set(begin(workspace).vulnerabilities[0].status) == {"known_not_affected"}


def test_a_decision_about_a_part_is_one_about_the_product(workspace: str) -> None:
    say(workspace, "not_affected", *REASON, "--component", LIB, version="")
    assert set(begin(workspace).vulnerabilities[0].status) == {"known_not_affected"}


def test_a_decision_made_with_the_sbom_of_a_release_is_about_that_release(workspace: str) -> None:
    component = {"type": "library", "name": "left", "version": "1.0.0", "purl": LIB, "bom-ref": "left"}
    sbom = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": "urn:uuid:00000000-0000-4000-8000-000000000001",
        "metadata": {"component": {"type": "application", "name": "gateway", "version": "2.0.0", "bom-ref": "root"}},
        "components": [component],
        "dependencies": [{"ref": "root", "dependsOn": ["left"]}],
    }
    file, context = Path(workspace, "gateway.cdx.json"), Path(workspace, "kaname.yaml")
    file.write_text(json.dumps(sbom), "utf-8")
    argv = ["vex", "add", CVE, "--status", "not_affected", *REASON, "--sbom", str(file), "--component", LIB, "-q"]
    assert main([*argv, "--workspace", workspace, "--now", "2026-11-19T00:00:00Z"]) == 0
    assert why(workspace).code == "advisory.no_statement"
    content = yaml.safe_load(context.read_text("utf-8"))
    for release in content["product"]["releases"]:
        if release["version"] == "2.0.0":
            release["sbom"] = file.name
    context.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    (found,) = begin(workspace).vulnerabilities
    assert {status: len(ids) for status, ids in found.status.items()} == {
        "known_not_affected": 1,
        "under_investigation": 1,
    }


def test_of_several_parts_the_worst_counts(workspace: str) -> None:
    say(workspace, "not_affected", *REASON, "--component", LIB, version="")
    say(workspace, "affected", *UPDATE, "--component", "pkg:npm/right@1", version="")
    assert set(begin(workspace).vulnerabilities[0].status) == {"known_affected"}


def test_the_newer_decision_about_the_same_counts(workspace: str) -> None:
    say(workspace, "affected", *UPDATE, now="2026-11-01T00:00:00Z")
    say(workspace, "fixed", now="2026-11-02T00:00:00Z")
    assert begin(workspace).vulnerabilities[0].status["fixed"]


def test_contradicting_decisions_are_refused_with_both_sides(workspace: str) -> None:
    say(workspace, "affected", *UPDATE)
    say(workspace, "not_affected", *REASON)
    error = why(workspace)
    assert error.code == "advisory.statements_conflict"
    assert {error.params["one"], error.params["other"]} == {f"{CVE}-1", f"{CVE}-2"}


def test_a_part_that_is_affected_contradicts_a_product_that_is_not(workspace: str) -> None:
    say(workspace, "affected", *UPDATE, "--component", LIB)
    say(workspace, "not_affected", *REASON, now="2026-11-19T08:00:00Z")
    assert why(workspace).code == "advisory.statements_conflict"


def test_options_may_add_but_not_contradict(workspace: str) -> None:
    say(workspace, "not_affected", *REASON)
    error = why(workspace, affected=["2.0.0"])
    assert (error.code, error.params["statement"]) == ("advisory.request_conflict", f"{CVE}-1")
    status = begin(workspace, fixed=["2.0.1"]).vulnerabilities[0].status
    assert set(status) == {"known_not_affected", "fixed"}


@pytest.mark.parametrize(
    ("more", "version"),
    [
        (("--valid-until", "2026-11-19"), "2.0.0"),
        ((), "1.0.0"),
    ],
)
def test_expired_decisions_and_those_about_other_releases_do_not_count(
    workspace: str, more: tuple[str, ...], version: str
) -> None:
    say(workspace, "not_affected", *REASON, *more, version=version, now="2026-11-01T00:00:00Z")
    assert why(workspace).code == "advisory.no_statement"


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_command_says_what_it_took_over(workspace: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    say(workspace, "affected", *UPDATE)
    argv = ["advisory", "new", "SA-1", "--vulnerability", CVE, "--from-statements", "--workspace", workspace]
    assert main([*argv, "--lang", lang, "--now", "2026-11-20T00:00:00Z"]) == 0
    assert "known_affected: gateway-2.0.0" in capsys.readouterr().err
    assert main([*argv[:2], "SA-2", *argv[3:], "--affected", "2.0.1", "--fixed", "2.0.0", "--lang", lang]) == 3
    assert "advisory.request_conflict" in capsys.readouterr().err
