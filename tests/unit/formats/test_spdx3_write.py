"""SPDX 3.0.1 writing: what is written is read back, references resolve, and what is lost is named."""

import json
from typing import Any

import msgspec
import pytest
from tests.unit.formats import spdx_lighthouse as lighthouse
from tests.unit.formats.spdx_lamp import FOREIGN, NOW, ORIGINAL

from kaname.formats import spdx2, spdx3
from kaname.model.loss import Loss
from kaname.model.sbom import Composition, Relationship, Sbom

INDIVIDUALS = {
    "NoneElement",
    "NoAssertionElement",
    "expandedlicensing_NoAssertionLicense",
    "expandedlicensing_NoneLicense",
}


def read(data: bytes) -> Sbom:
    return spdx3.read_spdx3(data, msgspec.structs.replace(ORIGINAL, data=data))


def lighthouse_in_spdx2() -> Sbom:
    return spdx2.read_spdx_json(lighthouse.as_json(), ORIGINAL)


def test_from_spdx2_and_back_keeps_every_component() -> None:
    sbom = lighthouse_in_spdx2()
    data, losses = spdx3.write_spdx3(sbom, now=NOW)
    again = read(data)
    assert again.problems == ()
    assert {loss.reason for loss in losses} == {"loss.rewritten"}
    assert {loss.path for loss in losses} == {f"components[{index}].ref" for index in range(5)}
    strip = {"ref": "", "path": ""}
    assert [msgspec.structs.replace(c, **strip) for c in again.components] == [
        msgspec.structs.replace(c, **strip) for c in sbom.components
    ]
    names = {component.ref: component.name for component in (*sbom.components, *again.components)}
    assert {(names[e.source], e.kind, names[e.target], e.scope) for e in again.relationships} == {
        (names[e.source], e.kind, names[e.target], e.scope) for e in sbom.relationships
    }
    for name in ("identifier", "name", "timestamp", "tools", "authors", "data_licenses", "comments"):
        assert getattr(again, name) == getattr(sbom, name), name
    assert names[again.root or ""] == "lighthouse"
    assert [names[ref] for ref in again.compositions[0].dependencies] == ["libglow"]


def test_written_again_gives_the_same_bytes() -> None:
    data, _ = spdx3.write_spdx3(lighthouse_in_spdx2(), now=NOW)
    assert spdx3.write_spdx3(read(data), now=NOW) == (data, ())


@pytest.mark.parametrize("sbom", [FOREIGN, lighthouse_in_spdx2()])
def test_elements_are_complete_and_references_resolve(sbom: Sbom) -> None:
    graph: list[dict[str, Any]] = json.loads(spdx3.write_spdx3(sbom, now=NOW)[0])["@graph"]
    ids = [element.get("spdxId", element.get("@id")) for element in graph]
    assert len(set(ids)) == len(ids)
    assert all(":" in str(spdx_id) for spdx_id in ids)
    known = {*ids, *INDIVIDUALS}
    for element in graph:
        if element["type"] == "CreationInfo":
            assert {"specVersion", "created", "createdBy"} <= element.keys()
        else:
            assert element["creationInfo"] == "_:creationinfo"
        references = [element[name] for name in ("from", "suppliedBy", "dataLicense") if name in element]
        for name in ("to", "rootElement", "createdBy", "createdUsing", "originatedBy"):
            references += element.get(name, [])
        assert set(references) <= known, element
        assert element.get("to") != []


def test_every_loss_is_named() -> None:
    data, losses = spdx3.write_spdx3(FOREIGN, now=NOW)
    assert set(losses) == {
        Loss("timestamp", "loss.narrowed"),
        Loss("version", "loss.no_place"),
        Loss("components[0].ref", "loss.rewritten"),
        Loss("components[1].ref", "loss.rewritten"),
        Loss("components[1].group", "loss.no_place"),
        Loss("components[1].hashes[1]", "loss.no_place"),
        Loss("components[1].licenses[0].acknowledgement", "loss.forced"),
        Loss("components[1].licenses[1].acknowledgement", "loss.forced"),
        Loss("components[1].licenses[2].acknowledgement", "loss.forced"),
        Loss("components[1].licenses[1].value", "loss.rewritten"),
        Loss("components[1].licenses[2].value", "loss.rewritten"),
        Loss("components[1].publisher", "loss.no_place"),
        Loss("components[1].scope", "loss.no_place"),
        Loss("components[1].external_references[0].kind", "loss.narrowed"),
        Loss("components[1].source_packages", "loss.no_place"),
        Loss("components[1].parent", "loss.rewritten"),
        Loss("components[1].evidence_paths", "loss.no_place"),
        Loss("relationships[1].kind", "loss.rewritten"),
    }
    again = read(data)
    wick = next(component for component in again.components if component.name == "wick")
    assert again.lifecycles == ("build",)
    assert ("site", "A") in again.properties
    assert wick.kind == "machine-learning-model"
    assert ("lamp:colour", "warm 暖") in wick.properties
    assert wick.swids == ("wick-2",)
    assert [claim.value for claim in wick.licenses] == ["MIT", "LicenseRef-Wick-Licence", "LicenseRef-Wick-Licence-2"]
    assert again.components[0].supplier == FOREIGN.components[0].supplier
    assert again.compositions == (Composition(aggregate="incomplete", assemblies=(again.components[0].ref,)),)
    assert {(edge.kind, edge.scope) for edge in again.relationships} == {
        ("depends_on", "optional"),
        ("provides", None),
        ("contains", None),
    }


def test_unknown_scope_is_a_loss() -> None:
    edge = Relationship("lamp@1", "depends_on", "pkg:npm/%40lamp/wick@2", "weekend")
    _, losses = spdx3.write_spdx3(msgspec.structs.replace(FOREIGN, relationships=(edge,)), now=NOW)
    assert Loss("relationships[0].scope", "loss.no_place") in losses
