"""SPDX 2.3 writing: what is written is read back, and what is not is in the loss report."""

import re
from pathlib import Path

import msgspec
import pytest
from tests.unit.formats import spdx_lighthouse as lighthouse
from tests.unit.formats.spdx_lamp import FOREIGN, NOW, ORIGINAL

from kaname.formats import spdx2
from kaname.model.loss import Loss
from kaname.model.sbom import Sbom

LOST = {
    Loss("timestamp", "loss.narrowed"),
    Loss("data_licenses", "loss.forced"),
    Loss("version", "loss.no_place"),
    Loss("lifecycles", "loss.rewritten"),
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
