"""Every real document agrees with itself, whatever its identifiers are like."""

from collections import Counter
from pathlib import Path

import pytest

from kaname.errors import KanameError
from kaname.formats import read_sbom
from kaname.sbom.reconcile import reconcile

# The large ones say nothing that the others do not, and take seconds.
MAX_BYTES = 300_000


@pytest.mark.data
def test_a_document_agrees_with_itself(data: Path) -> None:
    differing = []
    read = 0
    for path in sorted((data / "sboms").iterdir()):
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            continue
        try:
            sbom = read_sbom(path.read_bytes())
        except KanameError:
            continue  # no SBOM, or one that is refused
        read += 1
        types = {component.purl[4:].partition("/")[0] for component in sbom.components if component.purl}
        result = reconcile(sbom, sbom, checkable_types=types)
        if not result.agrees:
            differing.append((path.name, Counter(each.kind for each in result.outcomes)))
    assert differing == []
    assert read > 50
