"""What the SPDX 3 reader says about documents with defects and loose habits."""

import json
from typing import Any

import pytest
from tests.unit.formats.spdx_lighthouse import as_spdx3

from kaname.errors import InputError, UnsupportedError
from kaname.formats import spdx3
from kaname.model.sbom import Composition, Original, Sbom

INFO = {"type": "CreationInfo", "@id": "_:c", "specVersion": "3.0.1", "created": "2026-01-01T00:00:00Z"}


def read(document: object) -> Sbom:
    data = json.dumps(document).encode()
    return spdx3.read_spdx3(data, Original(data=data, sha256=""))


def graph(*elements: Any) -> dict[str, Any]:
    return {"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [INFO, *elements]}


def package(name: str, **more: Any) -> dict[str, Any]:
    return {"type": "software_Package", "spdxId": f"urn:{name}", "name": name, "creationInfo": "_:c", **more}


def edge(one: str, kind: str, *others: Any, **more: Any) -> dict[str, Any]:
    return {
        "type": "Relationship",
        "spdxId": f"urn:{one}-{kind}",
        "from": one,
        "relationshipType": kind,
        "to": others,
        **more,
    }


def codes(sbom: Sbom) -> set[tuple[str, str]]:
    return {(problem.code, problem.path) for problem in sbom.problems}


@pytest.mark.parametrize("document", [[], "x", {"@graph": {}}, {"@graph": []}, {}])
def test_unusable_documents(document: object) -> None:
    with pytest.raises(InputError):
        read(document)


def test_versions() -> None:
    newer = read(json.loads(as_spdx3().replace(b'"3.0.1"', b'"3.1"')))
    assert ("spdx3.newer_version", "specVersion") in codes(newer)
    assert len(newer.components) == 5
    with pytest.raises(UnsupportedError) as caught:
        read(json.loads(as_spdx3().replace(b'"3.0.1"', b'"4.0"')))
    assert caught.value.code == "spdx3.version_unsupported"


def test_a_defect_in_one_element_does_not_lose_the_rest() -> None:
    sbom = read(
        graph(package("a", software_packageVersion=[1]), 7, package("b", software_packageVersion="2"), {"name": "x"})
    )
    assert [(c.name, c.version) for c in sbom.components] == [("a", ""), ("b", "2")]
    assert {
        ("spdx3.wrong_type", "@graph[1].software_packageVersion"),
        ("spdx3.wrong_type", "@graph[2]"),
        ("spdx3.missing_field", "@graph[4].type"),
    } <= codes(sbom)


def test_duplicates_and_dangling_ends() -> None:
    sbom = read(graph(package("a"), package("a"), edge("urn:a", "dependsOn", "urn:gone", "urn:a")))
    assert len(sbom.components) == 2
    assert len({component.ref for component in sbom.components}) == 2
    assert {("spdx3.duplicate_id", "@graph[2]"), ("spdx3.relationship_dangling", "@graph[3].to[0]")} <= codes(sbom)


def test_names_without_profile_are_read_and_noted() -> None:
    sbom = read(graph(package("a", packageVersion="1", packageUrl="pkg:npm/a@1")))
    assert (sbom.components[0].version, sbom.components[0].purl) == ("1", "pkg:npm/a@1")
    assert ("spdx3.name_without_profile", "@graph[1].packageVersion") in codes(sbom)


def test_elements_inside_elements() -> None:
    inner = package("b", software_packageVersion="2")
    sbom = read(graph(package("a"), edge("urn:a", "dependsOn", inner)))
    assert [component.name for component in sbom.components] == ["a", "b"]
    assert [(e.source, e.kind, e.target) for e in sbom.relationships] == [("urn:a", "depends_on", "urn:b")]


def test_single_object_document() -> None:
    info = {key: value for key, value in INFO.items() if key != "@id"}
    context = {"@context": "https://spdx.org/rdf/3.0.0/spdx-context.jsonld"}
    sbom = read({**context, **package("a"), "creationInfo": info})
    assert (sbom.components[0].name, sbom.spec_version, sbom.timestamp) == ("a", "3.0.1", "2026-01-01T00:00:00Z")


def test_ai_and_dataset_packages() -> None:
    sbom = read(graph({**package("m"), "type": "ai_AIPackage"}, {**package("d"), "type": "dataset_DatasetPackage"}))
    assert [component.kind for component in sbom.components] == ["machine-learning-model", "data"]


def test_completeness_and_imports() -> None:
    document = {
        "type": "SpdxDocument",
        "spdxId": "urn:doc",
        "rootElement": ["urn:a"],
        "import": [{"type": "ExternalMap", "externalSpdxId": "urn:far"}],
        "creationInfo": "_:c",
    }
    sbom = read(
        graph(
            document,
            package("a"),
            package("b"),
            edge("urn:a", "dependsOn", "urn:b", completeness="complete"),
            edge("urn:a", "contains", "urn:far", completeness="incomplete"),
        )
    )
    assert sbom.root == "urn:a"
    assert sbom.compositions == (
        Composition(aggregate="complete", dependencies=("urn:a",)),
        Composition(aggregate="incomplete", assemblies=("urn:a",)),
    )
    assert [(r.kind, r.url) for r in sbom.components[0].external_references] == [("bom", "urn:far")]
    assert sbom.problems == ()


def test_license_sets() -> None:
    both = {
        "type": "expandedlicensing_DisjunctiveLicenseSet",
        "spdxId": "urn:set",
        "expandedlicensing_member": ["https://spdx.org/licenses/MIT", "urn:with", "urn:set"],
    }
    with_exception = {
        "type": "expandedlicensing_WithAdditionOperator",
        "spdxId": "urn:with",
        "expandedlicensing_subjectExtendableLicense": "https://spdx.org/licenses/GPL-2.0-only",
        "expandedlicensing_subjectAddition": "https://spdx.org/licenses/Classpath-exception-2.0",
    }
    sbom = read(graph(package("a"), both, with_exception, edge("urn:a", "hasDeclaredLicense", "urn:set")))
    assert sbom.components[0].licenses[0].value.startswith("MIT OR (GPL-2.0-only WITH Classpath-exception-2.0)")


def test_extras_name_what_is_not_understood() -> None:
    sbom = read(graph(package("a", software_attributionText=["x"]), {"type": "Annotation", "spdxId": "urn:n"}))
    assert [path for path, _ in spdx3.extras(sbom)] == ["@graph[1].software_attributionText", "@graph[2]"]
