"""Documents written in their own family: their own tree is kept, and only what changed in the model is changed in it."""

import datetime
import json
from typing import Any

import msgspec

from kaname.formats import read_sbom, write_sbom
from kaname.formats.patching import patch_tree
from kaname.model.loss import Loss
from kaname.model.sbom import Component, Relationship

NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
CYCLONEDX: dict[str, Any] = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "version": 1,
    "x-house": {"kept": [1, 2.5, None]},
    "metadata": {"component": {"type": "application", "bom-ref": "root", "name": "app", "tags": ["own"]}},
    "components": [
        {"type": "library", "name": "without-ref", "version": "1", "cryptoProperties": {"assetType": "protocol"}},
        {"type": "library", "bom-ref": "b", "name": "b", "version": "1", "pedigree": {"notes": "forked"}},
        {"type": "library", "bom-ref": "c", "name": "c", "version": "1", "authors": [{"name": "Ito", "phone": "1"}]},
    ],
    "services": [{"bom-ref": "s", "name": "service"}],
    "dependencies": [{"ref": "root", "dependsOn": ["b", "s"]}, {"ref": "c"}],
    "vulnerabilities": [{"id": "CVE-2021-44228", "affects": [{"ref": "b"}]}],
    "signature": {"algorithm": "ES256", "value": "AA"},
}
SPDX: dict[str, Any] = {
    "spdxVersion": "SPDX-2.2",
    "dataLicense": "CC0-1.0",
    "SPDXID": "SPDXRef-DOCUMENT",
    "name": "doc",
    "documentNamespace": "https://example.jp/doc",
    "creationInfo": {"created": "2026-01-01T00:00:00Z", "creators": ["Tool: t"], "licenseListVersion": "3.20"},
    "packages": [
        {
            "SPDXID": "SPDXRef-a",
            "name": "a",
            "versionInfo": "1",
            "downloadLocation": "NOASSERTION",
            "attributionTexts": ["thanks"],
        },
        {"SPDXID": "SPDXRef-b", "name": "b", "downloadLocation": "NOASSERTION", "comment": "kept"},
    ],
    "relationships": [
        {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-a"},
        {"spdxElementId": "SPDXRef-a", "relationshipType": "DEPENDS_ON", "relatedSpdxElement": "SPDXRef-b"},
    ],
    "snippets": [{"SPDXID": "SPDXRef-snippet"}],
}


def test_what_was_not_changed_is_the_bytes_that_were_read() -> None:
    data = json.dumps(CYCLONEDX, indent=7).encode()
    written = write_sbom(read_sbom(data), format="cyclonedx-json", now=NOW)
    assert written.data == data and written.unchanged and not written.source_losses


def test_a_changed_component_keeps_what_the_model_does_not_hold() -> None:
    sbom = read_sbom(json.dumps(CYCLONEDX).encode())
    parts = list(sbom.components)
    parts[1] = msgspec.structs.replace(parts[1], version="2")  # the one without a ref
    parts[2] = msgspec.structs.replace(parts[2], version="3", properties=(("checked", "yes"),))
    changed = msgspec.structs.replace(sbom, components=tuple(parts))
    written = write_sbom(changed, format="cyclonedx-json", now=NOW)
    tree = json.loads(written.data)
    without_ref, b, c = tree["components"]
    assert "bom-ref" not in without_ref
    assert without_ref["version"] == "2" and without_ref["cryptoProperties"] == {"assetType": "protocol"}
    assert b["version"] == "3" and b["pedigree"] == {"notes": "forked"}
    assert b["properties"] == [{"name": "checked", "value": "yes"}]
    assert c == CYCLONEDX["components"][2]
    for key in ("x-house", "services", "dependencies", "vulnerabilities", "metadata"):
        assert tree[key] == CYCLONEDX[key]
    assert "signature" not in tree and written.source_losses == (Loss("signature", "loss.no_place"),)


def test_components_that_go_and_come() -> None:
    sbom = read_sbom(json.dumps(CYCLONEDX).encode())
    kept = tuple(each for each in sbom.components if each.ref != "b")
    new = Component(ref="d", path="", name="d", kind="library")
    edges = (Relationship("root", "depends_on", "d"),)
    changed = msgspec.structs.replace(sbom, components=(*kept, new), relationships=edges)
    tree = json.loads(write_sbom(changed, format="cyclonedx-json", now=NOW).data)
    assert [each["name"] for each in tree["components"]] == ["without-ref", "c", "d"]
    assert tree["dependencies"][0]["dependsOn"] == ["d", "s"]  # the edge to a service is not the model's to take away
    assert tree["services"] == CYCLONEDX["services"]


def test_an_older_version_drops_and_names_what_is_newer() -> None:
    written = write_sbom(
        read_sbom(json.dumps(CYCLONEDX).encode()), format="cyclonedx-json", spec_version="1.4", now=NOW
    )
    tree = json.loads(written.data)
    reasons = {loss.path: loss.reason for loss in written.source_losses}
    assert tree["specVersion"] == "1.4" and tree["services"] == CYCLONEDX["services"]
    assert reasons["components[0].cryptoProperties"] == "loss.newer"
    assert tree["components"][2]["author"] == "Ito" and reasons["components[2].authors"] == "loss.rewritten"
    assert reasons["metadata.component.tags"] == "loss.newer"
    assert tree["components"][1]["pedigree"] == {"notes": "forked"}


def test_xml_carries_what_the_model_does_not_hold() -> None:
    sbom = read_sbom(json.dumps(CYCLONEDX).encode())
    written = write_sbom(sbom, format="cyclonedx-xml", spec_version="1.6", now=NOW)
    for said in (
        b"<notes>forked</notes>",
        b"<id>CVE-2021-44228</id>",
        b"<phone>1</phone>",
        b'<service bom-ref="s">',
        b"<assetType>",
    ):
        assert said in written.data
    lost = {loss.path for loss in written.source_losses}
    assert lost == {"x-house", "signature"}


def test_a_changed_component_of_an_xml_document() -> None:
    json_written = write_sbom(read_sbom(json.dumps(CYCLONEDX).encode()), format="cyclonedx-xml", now=NOW)
    sbom = read_sbom(json_written.data)
    parts = [msgspec.structs.replace(each, version="9") if each.ref == "b" else each for each in sbom.components]
    changed = msgspec.structs.replace(sbom, components=tuple(parts))
    written = write_sbom(changed, format="cyclonedx-xml", now=NOW)
    assert not written.unchanged and not written.source_losses
    old = json_written.data.decode().replace("<name>b</name>\n      <version>1<", "<name>b</name>\n      <version>9<")
    assert written.data.decode() == old != json_written.data.decode()


def test_spdx_keeps_its_tree_across_versions() -> None:
    written = write_sbom(read_sbom(json.dumps(SPDX).encode()), format="spdx-json", spec_version="2.3", now=NOW)
    assert json.loads(written.data) == {**SPDX, "spdxVersion": "SPDX-2.3"}
    assert not written.losses and not written.source_losses


def test_spdx_changes_only_what_changed() -> None:
    sbom = read_sbom(json.dumps(SPDX).encode())
    first = msgspec.structs.replace(sbom.components[0], version="2", purl="pkg:generic/a@2")
    changed = msgspec.structs.replace(sbom, components=(first, *sbom.components[1:]), relationships=())
    tree = json.loads(write_sbom(changed, format="spdx-json", now=NOW).data)
    assert tree["packages"][0]["versionInfo"] == "2" and tree["packages"][0]["attributionTexts"] == ["thanks"]
    assert tree["packages"][1] == SPDX["packages"][1]
    assert len(tree["relationships"]) == 1 and tree["snippets"] == SPDX["snippets"]


def test_spdx_yaml_becomes_json_with_the_types_of_json() -> None:
    yaml = (
        "spdxVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\nname: doc\ndocumentNamespace: https://example.jp/doc\n"
        "packages:\n- SPDXID: SPDXRef-a\n  name: a\n  versionInfo: 1.10\n  filesAnalyzed: false\n"
    )
    written = write_sbom(read_sbom(yaml.encode()), format="spdx-json", now=NOW)
    (package,) = json.loads(written.data)["packages"]
    assert package["filesAnalyzed"] is False and package["versionInfo"] == "1.10"


def test_tag_value_keeps_its_lines() -> None:
    text = "SPDXVersion: SPDX-2.2\n# by hand\nPackageName: a\nSPDXID: SPDXRef-a\nPackageAttributionText: thanks\n"
    written = write_sbom(read_sbom(text.encode()), format="spdx-tag-value", spec_version="2.3", now=NOW)
    assert written.data.decode() == text.replace("2.2", "2.3")


def test_patching_leaves_equal_things_alone() -> None:
    original = {"a": {"own": 1, "b": 2}, "list": [{"ref": "x", "own": 1}, {"ref": "y"}], "words": ["p"]}
    before = {"a": {"b": 2}, "list": [{"ref": "x", "v": 1}, {"ref": "y"}], "words": ["p"], "gone": 1}
    after = {"a": {"b": 3}, "list": [{"ref": "x", "v": 2}, {"ref": "z"}], "words": ["q"], "new": 1}
    assert patch_tree(original, before, after) == {
        "a": {"own": 1, "b": 3},
        "list": [{"ref": "x", "own": 1, "v": 2}, {"ref": "z"}],
        "words": ["q"],
        "new": 1,
    }
    assert patch_tree(original, before, before) is original
