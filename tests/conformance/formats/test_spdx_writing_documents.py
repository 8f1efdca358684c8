"""Real documents of every format, written as SPDX and read again: identity, versions, sources and edges survive."""

import datetime
from pathlib import Path

from kaname.errors import KanameError
from kaname.formats import read_sbom, spdx2, spdx3
from kaname.model.sbom import Original, Sbom

NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
MOST_BYTES = 60_000  # compressed ones included: enough kinds of document, and the test stays quick


def identity(sbom: Sbom) -> list[tuple[object, ...]]:
    return [
        (c.name, c.version, c.purl, c.purls, c.cpes, c.source_packages, c.supplier is None) for c in sbom.components
    ]


def test_documents_survive(data: Path) -> None:
    seen = 0
    for path in sorted((data / "sboms").glob("*.*")):
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            continue
        try:
            sbom = read_sbom(path.read_bytes())
        except KanameError:
            continue
        original = Original(data=b"", sha256=sbom.original.sha256)
        json_again = spdx2.read_spdx_json(spdx2.write_spdx_json(sbom, now=NOW)[0], original)
        tags = spdx2.write_spdx_tag_value(sbom, now=NOW)[0].decode()
        tags_again = spdx2.read_spdx_tag_value(tags, original)
        graph_again = spdx3.read_spdx3(spdx3.write_spdx3(sbom, now=NOW)[0], original)
        for again in (json_again, tags_again, graph_again):
            assert identity(again) == identity(sbom), (path.name, again.format)
            assert len(again.relationships) >= len(set(sbom.relationships)), (path.name, again.format)
        seen += 1
    assert seen >= 90
