"""The scan service: targets of every kind, good and bad, in one result."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kaname.services.scan import scan
from kaname.testing.knowledge import FakeKnowledge

NOW = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture
def knowledge() -> FakeKnowledge:
    base = FakeKnowledge()
    base.add("CVE-2020-0001", "npm", "a", fixed="2.0.0")
    base.add("CVE-2020-0002", "npm", "a", fixed="3.0.0")
    base.rate("CVE-2020-0002", kev=True)
    return base


def write_sbom(path: Path, *purls: str | None) -> Path:
    components = [
        {"type": "library", "name": f"n{number}", "version": "1", **({"purl": purl} if purl else {})}
        for number, purl in enumerate(purls)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": components}))
    return path


def test_findings_come_in_triage_order_and_the_target_as_given(tmp_path: Path, knowledge: FakeKnowledge) -> None:
    path = write_sbom(tmp_path / "a.json", "pkg:npm/a@1.0.0")
    result = scan(targets=[str(path)], knowledge=knowledge, now=NOW)
    assert result.status == "complete"
    assert result.generated == "2026-11-20T00:00:00Z"
    assert [finding.vulnerability.id for finding in result.findings] == ["CVE-2020-0002", "CVE-2020-0001"]
    assert {finding.target for finding in result.findings} == {str(path)}


def test_a_target_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path, knowledge: FakeKnowledge) -> None:
    good = write_sbom(tmp_path / "good.json", "pkg:npm/a@5.0.0")
    broken = tmp_path / "broken.json"
    broken.write_text('{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [')
    result = scan(targets=[str(broken), str(tmp_path / "gone.json"), str(good)], knowledge=knowledge, now=NOW)
    assert result.status == "partial"
    assert [target.path for target in result.targets] == [str(good)]
    assert [problem.path.partition(":")[0] for problem in result.problems] == [str(broken), str(tmp_path / "gone.json")]
    assert result.problems[1].code == "store.file_missing"


def test_a_folder_is_read_in_order_and_only_claims_must_hold(tmp_path: Path, knowledge: FakeKnowledge) -> None:
    write_sbom(tmp_path / "b" / "second.json", "pkg:npm/a@5.0.0")
    write_sbom(tmp_path / "a" / "first.cdx.json", "pkg:npm/a@5.0.0")
    write_sbom(tmp_path / ".hidden" / "bom.json", "pkg:npm/a@1.0.0")
    (tmp_path / "package.json").write_text('{"name": "x"}')
    (tmp_path / "notes.txt").write_text("nothing")
    (tmp_path / "broken.spdx.json").write_text('{"name": "x"}')
    result = scan(targets=[str(tmp_path)], knowledge=knowledge, now=NOW)
    assert [Path(target.path).name for target in result.targets] == ["first.cdx.json", "second.json"]
    assert [Path(path).name for path in result.passed_over] == ["package.json"]
    assert [Path(problem.path).name for problem in result.problems] == ["broken.spdx.json"]


def test_an_empty_folder_is_a_problem_not_a_clean_result(tmp_path: Path, knowledge: FakeKnowledge) -> None:
    result = scan(targets=[str(tmp_path)], knowledge=knowledge, now=NOW)
    assert result.status == "failed"
    assert [problem.code for problem in result.problems] == ["scan.folder_without_candidates"]


def test_not_everything_evaluated_is_partial_and_nothing_evaluated_is_failed(
    tmp_path: Path, knowledge: FakeKnowledge
) -> None:
    some = write_sbom(tmp_path / "some.json", "pkg:npm/a@5.0.0", None)
    none = write_sbom(tmp_path / "none.json", None)
    empty = write_sbom(tmp_path / "empty.json")
    assert scan(targets=[str(some)], knowledge=knowledge, now=NOW).status == "partial"
    assert scan(targets=[str(none)], knowledge=knowledge, now=NOW).status == "failed"
    assert scan(targets=[str(empty)], knowledge=knowledge, now=NOW).status == "complete"


def test_many_targets_ask_for_each_package_once(tmp_path: Path, knowledge: FakeKnowledge) -> None:
    paths = [write_sbom(tmp_path / f"{number}.json", "pkg:npm/a@1.0.0", "pkg:npm/b@1.0.0") for number in range(20)]
    result = scan(targets=[str(path) for path in paths], knowledge=knowledge, now=NOW)
    assert len(result.findings) == 40
    assert len(knowledge.asked) == 2


@pytest.mark.parametrize(
    ("name", "value", "scope"),
    [
        ("cdx:npm:package:development", "True", "development"),
        ("cdx:poetry:group", "dev", "development"),
        ("cdx:poetry:group", "docs", "required"),
        ("dev", "true", "required"),
    ],
)
def test_marks_of_producers_tell_what_only_development_needs(
    name: str, value: str, scope: str, tmp_path: Path, knowledge: FakeKnowledge
) -> None:
    component = {"type": "library", "bom-ref": "a", "name": "a", "version": "1", "purl": "pkg:npm/a@1.0.0"}
    component |= {"scope": "required", "properties": [{"name": name, "value": value}]}  # type: ignore[dict-item]
    path = tmp_path / "a.cdx.json"
    path.write_text(json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [component]}))
    [target] = scan(targets=[str(path)], knowledge=knowledge, now=NOW).targets
    assert target.identities["a"].scope == scope
