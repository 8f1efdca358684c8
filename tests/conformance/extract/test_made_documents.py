"""What is made of every kind of input is valid by the official schemas and by the reference validator of SPDX."""

from datetime import UTC, datetime

import pytest
from tests.conformance.formats.test_writing_schemas import check_cyclonedx, check_spdx
from tests.unit.extract.fixture_graphs import cases, tree_of

from kaname.formats import write_sbom
from kaname.model.sbom import Sbom
from kaname.services.create import create_sbom
from kaname.testing.archives import make_distribution, make_go_build_info, make_jar, make_zip

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MODULES = "path\ta\nmod\texample.org/a\t(devel)\t\ndep\texample.org/b\tv1.0.0\th1:x=\n"


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Sbom:
    files = {
        "a-1.0.whl": make_zip(
            make_distribution("a", "1.0", {"a.py": b""}, headers="Author: K\nLicense: Own words (c)\n")
        ),
        "a-1.0.jar": make_jar("g", "a", "1.0", inside={"lib/b-1.jar": make_jar("g", "b", "1")}),
        "program": make_go_build_info("go1.22.1", MODULES),
    }
    for case in cases():
        tree = tree_of(case)
        files |= {f"{case}/{each.path}": tree.read(each.path, limit=1 << 20) for each in tree.files()}
    folder = tmp_path_factory.mktemp("everything")
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return create_sbom(target=str(folder), now=NOW).sbom


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("version", ["1.4", "1.5", "1.6", "1.7"])
@pytest.mark.parametrize("form", ["cyclonedx-json", "cyclonedx-xml"])
def test_cyclonedx(everything: Sbom, form: str, version: str) -> None:
    pytest.importorskip("cyclonedx.validation")
    check_cyclonedx(write_sbom(everything, format=form, spec_version=version, now=NOW).data, form, version)


@pytest.mark.parametrize(("form", "suffix"), [("spdx-json", ".spdx.json"), ("spdx-tag-value", ".spdx")])
def test_spdx(everything: Sbom, form: str, suffix: str) -> None:
    check_spdx(write_sbom(everything, format=form, now=NOW).data, suffix)
