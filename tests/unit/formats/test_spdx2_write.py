"""SPDX 2.3 writing: what is written is read back, and what is not is in the loss report."""

import datetime
import re
from pathlib import Path

import msgspec
import pytest
from tests.unit.formats import spdx_lighthouse as lighthouse

from kaname.formats import spdx2
from kaname.model.loss import Loss
from kaname.model.sbom import (
    Component,
    Composition,
    ExternalReference,
    Hash,
    LicenseClaim,
    Original,
    Party,
    Relationship,
    Sbom,
)

NOW = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
ORIGINAL = Original(data=b"", sha256="00" * 32)

FOREIGN = Sbom(
    format="cyclonedx-json",
    spec_version="1.6",
    original=ORIGINAL,
    identifier="urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
    version="2",
    timestamp="2026-01-02T12:04:05.5+09:00",
    lifecycles=("build",),
    tools=(("kiln", "1.0"),),
    authors=(Party(name="Aoi Hoshi", kind="person", emails=("aoi@lamp.example",)),),
    root="lamp@1",
    properties=(("site", "A"),),
    components=(
        Component(
            ref="lamp@1",
            path="metadata.component",
            name="lamp",
            version="1",
            kind="application",
            supplier=Party(name="Lamp", emails=("a@lamp.example", "b@lamp.example"), urls=("https://lamp.example",)),
        ),
        Component(
            ref="pkg:npm/%40lamp/wick@2",
            path="components[0]",
            name="wick",
            group="@lamp",
            version="2",
            kind="machine-learning-model",
            purl="pkg:npm/%40lamp/wick@2",
            cpes=("cpe:/a:lamp:wick:2",),
            swids=("wick-2",),
            hashes=(Hash("SHA-256", "0a" * 32), Hash("Streebog-256", "0b" * 32)),
            licenses=(
                LicenseClaim(value="MIT", kind="id"),
                LicenseClaim(value="Wick Licence", kind="name", text="burn", url="https://lamp.example/l"),
                LicenseClaim(value="Wick-Licence", kind="name", text="other"),
            ),
            publisher="Lamp press",
            scope="optional",
            external_references=(
                ExternalReference(kind="issue tracker", url="https://lamp.example/i", comment="bugs"),
                ExternalReference(kind="vcs", url="https://lamp.example/wick.git"),
            ),
            properties=(("lamp:colour", "warm 暖"),),
            source_packages=(("wick-src", "2-1"), ("wick-doc", "2-1")),
            parent="lamp@1",
            evidence_paths=("node_modules/wick",),
        ),
    ),
    relationships=(
        Relationship("lamp@1", "depends_on", "pkg:npm/%40lamp/wick@2", "optional"),
        Relationship("lamp@1", "provides", "pkg:npm/%40lamp/wick@2"),
    ),
    compositions=(Composition(aggregate="incomplete", assemblies=("lamp@1",)),),
)

LOST = {
    Loss("timestamp", "loss.narrowed"),
    Loss("data_licenses", "loss.forced"),
    Loss("version", "loss.no_place"),
    Loss("lifecycles", "loss.no_place"),
    Loss("properties[0]", "loss.no_place"),
    Loss("components[0].ref", "loss.rewritten"),
    Loss("components[0].supplier.kind", "loss.narrowed"),
    Loss("components[0].supplier.emails", "loss.no_place"),
    Loss("components[0].supplier.urls", "loss.no_place"),
    Loss("components[1].ref", "loss.rewritten"),
    Loss("components[1].group", "loss.no_place"),
    Loss("components[1].kind", "loss.narrowed"),
    Loss("components[1].hashes[1]", "loss.no_place"),
    Loss("components[1].licenses", "loss.joined"),
    Loss("components[1].licenses[0].acknowledgement", "loss.forced"),
    Loss("components[1].licenses[1].acknowledgement", "loss.forced"),
    Loss("components[1].licenses[2].acknowledgement", "loss.forced"),
    Loss("components[1].licenses[1].value", "loss.rewritten"),
    Loss("components[1].licenses[2].value", "loss.rewritten"),
    Loss("components[1].publisher", "loss.no_place"),
    Loss("components[1].scope", "loss.no_place"),
    Loss("components[1].external_references[0].kind", "loss.rewritten"),
    Loss("components[1].source_packages", "loss.no_place"),
    Loss("components[1].parent", "loss.rewritten"),
    Loss("components[1].evidence_paths", "loss.no_place"),
    Loss("relationships[1].kind", "loss.rewritten"),
    Loss("compositions[0].assemblies[0]", "loss.no_place"),
}


def read_json(data: bytes) -> Sbom:
    return spdx2.read_spdx_json(data, msgspec.structs.replace(ORIGINAL, data=data))


def test_a_document_of_the_same_format_comes_back_whole() -> None:
    sbom = read_json(lighthouse.as_json())
    data, losses = spdx2.write_spdx_json(sbom, now=NOW)
    again = read_json(data)
    assert losses == ()
    assert again.problems == ()
    for name in Sbom.__struct_fields__:
        if name not in ("original", "relationships"):
            assert getattr(again, name) == getattr(sbom, name), name
    assert set(again.relationships) == set(sbom.relationships)
    assert spdx2.write_spdx_json(again, now=NOW) == (data, ())


def test_tag_value_says_the_same_as_json() -> None:
    for sbom in (read_json(lighthouse.as_json()), FOREIGN):
        tags, losses = spdx2.write_spdx_tag_value(sbom, now=NOW)
        data, json_losses = spdx2.write_spdx_json(sbom, now=NOW)
        from_tags = spdx2.read_spdx_tag_value(tags.decode(), ORIGINAL)
        from_json = read_json(data)
        assert losses == json_losses
        assert from_tags.problems == from_json.problems == ()
        assert [msgspec.structs.replace(c, path="") for c in from_tags.components] == [
            msgspec.structs.replace(c, path="") for c in from_json.components
        ]
        assert from_tags.relationships == from_json.relationships


def test_every_loss_is_named() -> None:
    data, losses = spdx2.write_spdx_json(FOREIGN, now=NOW)
    assert set(losses) == LOST
    assert len(losses) == len(set(losses))
    again = read_json(data)
    assert again.components[1].swids == ("wick-2",)
    wick = next(component for component in again.components if component.name == "wick")
    assert again.timestamp == "2026-01-02T03:04:05Z"
    assert again.root == again.components[0].ref
    assert wick.licenses[0].value == "MIT AND LicenseRef-Wick-Licence AND LicenseRef-Wick-Licence-2"
    assert wick.source_packages == (("wick-src", "2-1"),)
    assert ("lamp:colour", "warm 暖") in wick.properties
    assert {(edge.kind, edge.scope) for edge in again.relationships} == {
        ("depends_on", "optional"),
        ("provides", None),
        ("contains", None),
    }


def test_same_input_same_bytes() -> None:
    assert spdx2.write_spdx_json(FOREIGN, now=NOW) == spdx2.write_spdx_json(FOREIGN, now=NOW)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("form", ["json", "tag-value"])
@pytest.mark.parametrize("foreign", [True, False])
def test_spdx_tools_finds_it_valid(tmp_path: Path, form: str, foreign: bool) -> None:
    parse_anything = pytest.importorskip("spdx_tools.spdx.parser.parse_anything")
    validator = pytest.importorskip("spdx_tools.spdx.validation.document_validator")
    sbom = FOREIGN if foreign else read_json(lighthouse.as_json())
    write = spdx2.write_spdx_json if form == "json" else spdx2.write_spdx_tag_value
    path = tmp_path / ("lamp.spdx.json" if form == "json" else "lamp.spdx")
    # to spdx-tools, the last part of a host name has five letters at most
    path.write_bytes(re.sub(rb"(lighthouse|lamp|glow)\.example", rb"\1.org", write(sbom, now=NOW)[0]))
    document = parse_anything.parse_file(str(path))
    assert [message.validation_message for message in validator.validate_full_spdx_document(document)] == []
