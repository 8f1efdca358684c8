"""spdx-tools reads the same documents: packages, versions and relationships agree."""

from pathlib import Path

import pytest
from tests.unit.formats import spdx_lighthouse as lighthouse

from kaname.formats import spdx2
from kaname.model.sbom import Original

parse_anything = pytest.importorskip("spdx_tools.spdx.parser.parse_anything")
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.mark.parametrize("suffix", [".spdx.json", ".spdx", ".spdx.yaml"])
def test_spdx_tools_sees_the_same(tmp_path: Path, suffix: str) -> None:
    # the lexer of spdx-tools takes digests in lower case only
    tags = lighthouse.as_tag_value().replace("\r\n", "\n").replace(lighthouse.SHA256.upper(), lighthouse.SHA256)
    # JSON is YAML too; written with plain scalars, 3.10 would be a number to spdx-tools
    text = tags if suffix == ".spdx" else lighthouse.as_json().decode()
    path = tmp_path / f"lighthouse{suffix}"
    path.write_text(text, encoding="utf-8")
    theirs = parse_anything.parse_file(str(path))
    original = Original(data=text.encode(), sha256="")
    if suffix == ".spdx":
        ours = spdx2.read_spdx_tag_value(text, original)
    elif suffix == ".spdx.yaml":
        ours = spdx2.read_spdx_yaml(text, original)
    else:
        ours = spdx2.read_spdx_json(text.encode(), original)
    assert [(p.spdx_id, p.name, p.version or "") for p in theirs.packages] == [
        (c.ref, c.name, c.version) for c in ours.components
    ]
    dependencies = {
        (r.spdx_element_id, r.related_spdx_element_id)
        for r in theirs.relationships
        if r.relationship_type.name == "DEPENDS_ON" and isinstance(r.related_spdx_element_id, str)
    }
    assert dependencies == {(e.source, e.target) for e in ours.relationships if e.kind == "depends_on" and not e.scope}
