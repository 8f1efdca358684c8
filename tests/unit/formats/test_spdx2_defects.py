"""What the SPDX 2 readers say about documents with defects."""

import json
from typing import Any

import pytest
from tests.unit.formats.spdx_lighthouse import JSON_TREE

from kaname.errors import InputError, UnsupportedError
from kaname.formats import spdx2
from kaname.formats.problem_list import MAX_PROBLEMS_PER_CODE
from kaname.model.sbom import Original, Sbom

HEAD = "SPDXVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: d\nDocumentNamespace: urn:d\nCreated: now\n"


def read(tree: object) -> Sbom:
    data = json.dumps(tree).encode()
    return spdx2.read_spdx_json(data, Original(data=data, sha256=""))


def read_tags(text: str) -> Sbom:
    return spdx2.read_spdx_tag_value(text, Original(data=text.encode(), sha256=""))


def read_yaml(text: str) -> Sbom:
    return spdx2.read_spdx_yaml(text, Original(data=text.encode(), sha256=""))


def changed(**changes: Any) -> dict[str, Any]:
    return {**JSON_TREE, **changes}


def problems(sbom: Sbom) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in sbom.problems]


def test_a_wrong_type_costs_one_field_and_is_named() -> None:
    packages: list[Any] = [dict(package) for package in JSON_TREE["packages"]]
    packages[1]["versionInfo"] = {"major": 3}
    packages[2]["externalRefs"] = [7, {"referenceType": "purl", "referenceLocator": "pkg:npm/testkit@0.9"}]
    packages[3]["versionInfo"] = 5
    packages[4] = "not a package"
    sbom = read(changed(packages=packages))
    assert ("spdx2.wrong_type", "packages[1].versionInfo") in problems(sbom)
    assert ("spdx2.wrong_type", "packages[2].externalRefs[0]") in problems(sbom)
    assert ("spdx2.wrong_type", "packages[4]") in problems(sbom)
    by_name = {component.name: component for component in sbom.components}
    assert by_name["libglow"].version == ""
    assert by_name["libglow"].purl == "pkg:npm/libglow@3.10"
    assert by_name["testkit"].purl == "pkg:npm/testkit@0.9"
    assert by_name["lamp-oil"].version == "5"
    assert len(sbom.components) == 4


def test_a_fraction_is_no_version() -> None:
    """1.10 as a JSON number is 1.1: taking it over would be a guess."""
    sbom = read(changed(packages=[{"name": "a", "SPDXID": "SPDXRef-a", "versionInfo": 1.10}]))
    assert sbom.components[0].version == ""
    assert ("spdx2.wrong_type", "packages[0].versionInfo") in problems(sbom)


def test_packages_that_are_no_array_are_refused() -> None:
    with pytest.raises(InputError) as caught:
        read(changed(packages={"a": 1}))
    assert (caught.value.code, caught.value.path) == ("spdx2.wrong_type", "packages")


@pytest.mark.parametrize("tree", [[], {}, {"spdxVersion": ""}, {"spdxVersion": "2.3"}, {"spdxVersion": 2.3}])
def test_no_version_is_refused(tree: object) -> None:
    with pytest.raises(InputError):
        read(tree)


@pytest.mark.parametrize("version", ["SPDX-1.2", "SPDX-2.0", "SPDX-2.4", "SPDX-3.0"])
def test_other_versions_are_refused(version: str) -> None:
    with pytest.raises(UnsupportedError) as caught:
        read(changed(spdxVersion=version))
    assert caught.value.code == "spdx2.version_unsupported"


def test_broken_json_says_line_and_column() -> None:
    with pytest.raises(InputError) as caught:
        spdx2.read_spdx_json(b'{"spdxVersion": "SPDX-2.3",\n  "name" 1}', Original(data=b"", sha256=""))
    assert caught.value.path is not None
    assert caught.value.path.startswith("line 2, column ")


def test_duplicate_ids_keep_both() -> None:
    package = {"name": "a", "SPDXID": "SPDXRef-a", "versionInfo": "1"}
    sbom = read(changed(packages=[package, {**package, "versionInfo": "2"}], relationships=[]))
    assert [component.version for component in sbom.components] == ["1", "2"]
    assert len({component.ref for component in sbom.components}) == 2
    assert ("spdx2.duplicate_id", "packages[1].SPDXID") in problems(sbom)


def test_missing_ids_and_names_are_named() -> None:
    sbom = read(changed(packages=[{"versionInfo": "1"}], relationships=[]))
    assert sbom.components[0].ref == "packages[0]"
    assert {("spdx2.missing_field", "packages[0].SPDXID"), ("spdx2.missing_field", "packages[0].name")} <= set(
        problems(sbom)
    )


def test_dangling_relationships_are_named_and_cut_off() -> None:
    edges = [
        {"spdxElementId": "SPDXRef-app", "relationshipType": "DEPENDS_ON", "relatedSpdxElement": f"SPDXRef-{n}"}
        for n in range(MAX_PROBLEMS_PER_CODE + 7)
    ]
    sbom = read(changed(relationships=edges, documentDescribes=["SPDXRef-app"]))
    assert problems(sbom)[0] == ("spdx2.relationship_dangling", "relationships[0]")
    assert len(sbom.problems) == MAX_PROBLEMS_PER_CODE + 1
    assert sbom.problems[-1].code == "spdx2.more_of_the_same"
    assert sbom.problems[-1].params["count"] == 7


def test_several_described_packages_make_no_root() -> None:
    sbom = read(changed(documentDescribes=["SPDXRef-oil"]))
    assert sbom.root is None
    assert sbom.properties == (("spdx:describes", "SPDXRef-oil"), ("spdx:describes", "SPDXRef-app"))


def test_files_are_components_only_without_packages() -> None:
    file = {"SPDXID": "SPDXRef-f", "fileName": "./lamp.c", "checksums": [{"algorithm": "SHA1", "checksumValue": "AB"}]}
    with_packages = read(changed(files=[file]))
    assert all(component.kind != "file" for component in with_packages.components)
    assert ("files", [file]) in spdx2.extras(with_packages)
    without = read(changed(packages=[], files=[file], relationships=[], documentDescribes=["SPDXRef-f"]))
    assert [(c.name, c.kind, c.hashes[0].value) for c in without.components] == [("./lamp.c", "file", "ab")]
    assert without.root == "SPDXRef-f"


def test_evidence_and_other_documents() -> None:
    edges = [
        {
            "spdxElementId": "SPDXRef-app",
            "relationshipType": "OTHER",
            "relatedSpdxElement": "SPDXRef-f",
            "comment": "evident-by: indicates the package's existence is evident by the given file",
        },
        {"spdxElementId": "SPDXRef-app", "relationshipType": "CONTAINS", "relatedSpdxElement": "SPDXRef-f"},
        {"spdxElementId": "SPDXRef-app", "relationshipType": "AMENDS", "relatedSpdxElement": "DocumentRef-x:SPDXRef-y"},
        {"spdxElementId": "SPDXRef-app", "relationshipType": "AMENDS", "relatedSpdxElement": "DocumentRef-z:SPDXRef-y"},
    ]
    sbom = read(
        changed(
            files=[{"SPDXID": "SPDXRef-f", "fileName": "usr/bin/lamp"}],
            externalDocumentRefs=[{"externalDocumentId": "DocumentRef-x", "spdxDocument": "urn:x"}],
            relationships=edges,
            documentDescribes=["SPDXRef-app"],
        )
    )
    app = sbom.components[0]
    assert app.evidence_paths == ("usr/bin/lamp",)
    assert [(r.kind, r.url, r.comment) for r in app.external_references][-1] == ("bom", "urn:x#SPDXRef-y", "amends")
    assert problems(sbom) == [("spdx2.relationship_dangling", "relationships[3]")]
    named = [path for path, _ in spdx2.extras(sbom)]
    assert {"relationships[1]", "relationships[3]", "files"} <= set(named)
    assert "relationships[0]" not in named


def test_annotations_of_known_producers_are_properties() -> None:
    annotations = [
        {"annotator": "Tool: trivy-0.67.2", "comment": "PkgType: debian"},
        {"annotator": "Tool: kiln:jsonencoded", "comment": '{"name": "kiln:found_by", "value": "kiln"}'},
        {"annotator": "Tool: kiln:jsonencoded", "comment": '{"name": '},
        {"annotator": "Person: A", "comment": "looks fine"},
    ]
    sbom = read(changed(packages=[{"name": "a", "SPDXID": "SPDXRef-a", "annotations": annotations}]))
    assert sbom.components[0].properties == (("aquasecurity:trivy:PkgType", "debian"), ("kiln:found_by", "kiln"))
    assert {"packages[0].annotations[2]", "packages[0].annotations[3]"} <= {path for path, _ in spdx2.extras(sbom)}


def test_tag_value_defects_carry_lines() -> None:
    text = (
        HEAD
        + "PackageName: a\nSPDXID: SPDXRef-a\nno tag at all\nColour: red\nPackageVersion: 1\nPackageVersion: 2\n"
        + "ExternalRef: SECURITY cpe23Type\nRelationship: SPDXRef-a DEPENDS_ON\nPackageChecksum: abc\n"
        + "LicenseID: LicenseRef-x\n"
        + "PackageSupplier: Person: X\n"
    )
    found = dict(problems(read_tags(text)))
    assert found["spdx2.not_a_tag"] == "line 8"
    assert found["spdx2.unknown_tag"] == "line 9"
    assert found["spdx2.tag_repeated"] == "line 11"
    assert found["spdx2.reference_incomplete"] == "line 12"
    assert found["spdx2.relationship_incomplete"] == "line 13"
    assert found["spdx2.checksum_incomplete"] == "line 14"
    assert found["spdx2.tag_out_of_place"] == "line 16"
    assert read_tags(text).components[0].version == "1"


def test_tag_value_text_that_never_ends() -> None:
    with pytest.raises(InputError) as caught:
        read_tags(HEAD + "PackageName: a\nPackageComment: <text>once\nupon")
    assert (caught.value.code, caught.value.path) == ("spdx2.text_not_closed", "line 7")


def test_tag_value_annotations_and_comments() -> None:
    text = (
        HEAD
        + "PackageName: a\nSPDXID: SPDXRef-a\nExternalRef: OTHER forge https://a.example x y\nExternalRefComment: far\n"
        + "Annotator: Tool: trivy-1\nSPDXREF: SPDXRef-a\nAnnotationComment: <text>PkgType: alpine</text>\n"
    )
    component = read_tags(text).components[0]
    assert component.properties == (("aquasecurity:trivy:PkgType", "alpine"),)
    assert component.external_references[0].comment == "far"
    assert component.external_references[0].url == "https://a.example x y"


def test_yaml_keeps_versions_as_written() -> None:
    text = "spdxVersion: SPDX-2.3\npackages:\n- {name: a, SPDXID: SPDXRef-a, versionInfo: 1.10, supplier: null}\n"
    component = read_yaml(text).components[0]
    assert (component.version, component.supplier) == ("1.10", None)


def test_yaml_aliases_within_reason() -> None:
    text = (
        "spdxVersion: SPDX-2.3\npackages:\n- &p {name: a, checksums: &c [{algorithm: MD5, checksumValue: 0a}]}\n"
        "- {name: b, checksums: *c}\n"
    )
    assert [component.hashes[0].value for component in read_yaml(text).components] == ["0a", "0a"]


def test_yaml_bomb_is_refused() -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    with pytest.raises(InputError) as caught:
        read_yaml("spdxVersion: SPDX-2.3\n" + "\n".join(levels))
    assert caught.value.code == "spdx2.yaml_aliases"


@pytest.mark.parametrize(
    ("text", "code", "path"),
    [
        ("spdxVersion: SPDX-2.3\nname: [", "spdx2.yaml_syntax", "line 3, column 1"),
        ("spdxVersion: SPDX-2.3\nname: *gone", "spdx2.yaml_alias_unknown", "line 2, column 7"),
        ("a: &a [*a]", "spdx2.yaml_alias_unknown", "line 1, column 8"),
        ("x: " + "[" * 60 + "]" * 60, "spdx2.yaml_too_deep", "line 1, column 53"),
        ("- a\n- b", "spdx2.wrong_type", None),
        ("", "spdx2.wrong_type", None),
    ],
)
def test_yaml_that_cannot_be_used(text: str, code: str, path: str | None) -> None:
    with pytest.raises(InputError) as caught:
        read_yaml(text)
    assert caught.value.code == code
    if path:
        assert caught.value.path == path


def test_yaml_makes_no_objects() -> None:
    sbom = read_yaml('spdxVersion: SPDX-2.3\nname: !!python/object/apply:os.system ["true"]\n')
    assert sbom.name is None
    assert ("spdx2.wrong_type", "name") in problems(sbom)


def test_yaml_repeated_keys_and_documents() -> None:
    sbom = read_yaml("spdxVersion: SPDX-2.3\nname: a\nname: b\n---\nname: c\n")
    assert sbom.name == "b"
    assert {"spdx2.yaml_key_repeated", "spdx2.yaml_more_documents"} <= {code for code, _ in problems(sbom)}
