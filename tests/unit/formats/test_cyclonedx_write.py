"""CycloneDX written from the model: every field in its place, what has no place in the report, valid in each version."""

import datetime
import json
from typing import Any

import msgspec
import pytest

from kaname.errors import UnsupportedError
from kaname.formats import read_sbom, write_sbom
from kaname.formats.writing import WRITABLE
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

NOW = datetime.datetime(2026, 1, 1, 12, tzinfo=datetime.UTC)
MADE = Original(data=b"", sha256="ab" * 32)
CRANE = Component(
    ref="crane",
    path="components[1]",
    name="crane",
    version="1.10",
    group="org.acme",
    kind="library",
    purl="pkg:maven/org.acme/crane@1.10",
    purls=("pkg:generic/crane@1.10",),
    cpes=("cpe:2.3:a:acme:crane:1.10:*:*:*:*:*:*:*", "not a cpe"),
    swids=("tag-1",),
    hashes=(Hash("SHA-256", "ab" * 32), Hash("MD2", "cd" * 16)),
    licenses=(
        LicenseClaim(
            value="MIT", kind="id", acknowledgement="declared", text="MIT text", url="https://mit.example/a b"
        ),
        LicenseClaim(value="MIT OR Apache-2.0", kind="expression", acknowledgement="concluded"),
        LicenseClaim(value="LicenseRef-house", kind="id"),
        LicenseClaim(value="NOASSERTION", kind="name", acknowledgement="concluded"),
    ),
    copyright="2026 Acme",
    description="lifts <heavy> & more",
    scope="required",
    supplier=Party(name="Acme", kind="organization", emails=("psirt@acme.example",), urls=("https://acme.example",)),
    manufacturer=Party(name="Acme Fab", kind="organization"),
    authors=(Party(name="Ito", kind="person", emails=("ito@example.jp",)), Party(name="Abe", kind="person")),
    publisher="Acme Press",
    external_references=(
        ExternalReference(kind="vcs", url="https://git.example/crane", hashes=(Hash("MD5", "ef" * 16),)),
        ExternalReference(kind="advisory", url="https://acme.example/advisories"),
        ExternalReference(kind="npm", url="https://npm.example/crane", comment="mirror"),
        ExternalReference(kind="rfc-9116", url="https://acme.example/security.txt"),
    ),
    properties=(("line", "A"),),
    source_packages=(("crane-src", "1.10-3"), ("hook-src", "")),
    file_names=("crane.jar",),
    evidence_paths=("/opt/crane.jar",),
)
SBOM = Sbom(
    format="spdx-json",
    spec_version="2.3",
    original=MADE,
    identifier="https://example.jp/spdx/harbour",
    name="harbour bill",
    timestamp="2026-01-02T03:04:05",
    lifecycles=("build", "trial"),
    tools=(("lister", "1.0"),),
    authors=(
        Party(name="Mori", kind="person", emails=("mori@example.jp",)),
        Party(name="Quay KK", kind="organization"),
    ),
    supplier=Party(name="Quay KK", kind="organization"),
    root="root",
    components=(
        Component(ref="root", path="components[0]", name="harbour", version="2.0", kind="application"),
        CRANE,
        Component(ref="hook", path="components[2]", name="hook", kind="file", parent="crane"),
        Component(ref="buoy", path="components[3]", name="buoy", kind="source"),
        Component(ref="model", path="components[4]", name="model", kind="machine-learning-model"),
    ),
    relationships=(
        Relationship("root", "depends_on", "crane"),
        Relationship("root", "depends_on", "buoy", "test"),
        Relationship("crane", "provides", "hook"),
        Relationship("root", "contains", "model"),
        Relationship("buoy", "contains", "model"),
        Relationship("crane", "generated_from", "buoy"),
        Relationship("crane", "depends_on", "gone"),
    ),
    compositions=(
        Composition(aggregate="complete", assemblies=("root",), dependencies=("hook",)),
        Composition(aggregate="incomplete_first_party_opensource_only", assemblies=("crane",)),
    ),
    data_licenses=("CC0-1.0",),
    comments=("all hands",),
)


def tree_of(sbom: Sbom, version: str) -> tuple[dict[str, Any], dict[str, str]]:
    written = write_sbom(sbom, format="cyclonedx-json", spec_version=version, now=NOW)
    return json.loads(written.data), {loss.path: loss.reason for loss in written.losses}


def test_every_field_has_its_place() -> None:
    tree, losses = tree_of(SBOM, "1.6")
    (crane, buoy) = tree["components"]
    (model,) = buoy["components"]  # parts stand in what contains them most closely
    assert crane["bom-ref"] == "crane" and crane["group"] == "org.acme" and crane["version"] == "1.10"
    assert crane["cpe"] == "cpe:2.3:a:acme:crane:1.10:*:*:*:*:*:*:*"
    assert crane["swid"] == {"tagId": "tag-1", "name": "crane"}
    assert crane["hashes"] == [{"alg": "SHA-256", "content": "ab" * 32}]
    assert crane["licenses"] == [
        {
            "license": {
                "id": "MIT",
                "text": {"content": "MIT text"},
                "url": "https://mit.example/a%20b",
                "acknowledgement": "declared",
            }
        },
        {"license": {"name": "MIT OR Apache-2.0", "acknowledgement": "concluded"}},
        {"license": {"name": "LicenseRef-house"}},
    ]
    assert crane["supplier"] == {
        "name": "Acme",
        "url": ["https://acme.example"],
        "contact": [{"email": "psirt@acme.example"}],
    }
    assert crane["authors"] == [{"name": "Ito", "email": "ito@example.jp"}, {"name": "Abe"}]
    assert [reference["type"] for reference in crane["externalReferences"]] == [
        "vcs",
        "advisories",
        "other",
        "rfc-9116",
    ]
    assert crane["externalReferences"][2]["comment"] == "npm: mirror"
    assert crane["evidence"] == {"occurrences": [{"location": "/opt/crane.jar"}]}
    assert crane["components"][0]["name"] == "hook"
    said = {(each["name"], each["value"]) for each in crane["properties"]}
    assert said == {
        ("line", "A"),
        ("syft:cpe23", "not a cpe"),
        ("kaname:purl", "pkg:generic/crane@1.10"),
        ("kaname:hash:MD2", "cd" * 16),
        ("aquasecurity:trivy:SrcName", "crane-src"),
        ("aquasecurity:trivy:SrcVersion", "1.10-3"),
        ("kaname:source_package", "hook-src"),
        ("kaname:file_name", "crane.jar"),
        ("kaname:relationship:generated_from", "buoy"),
    }
    assert buoy["type"] == "library" and losses["components[3].kind"] == "loss.narrowed"
    assert losses["components[1].licenses[3]"] == "loss.no_place"
    assert losses["components[1].external_references[2].kind"] == "loss.rewritten"
    assert model["type"] == "machine-learning-model"


def test_the_document_itself() -> None:
    tree, losses = tree_of(SBOM, "1.6")
    metadata = tree["metadata"]
    assert tree["serialNumber"].startswith("urn:uuid:") and losses["identifier"] == "loss.rewritten"
    assert metadata["timestamp"] == "2026-01-02T03:04:05Z"
    assert metadata["lifecycles"] == [{"phase": "build"}, {"name": "trial"}]
    assert metadata["component"]["name"] == "harbour"
    assert metadata["authors"] == [{"name": "Mori", "email": "mori@example.jp"}]
    assert metadata["manufacturer"] == {"name": "Quay KK"} and losses["authors[1]"] == "loss.rewritten"
    assert {"name": "kaname:document_comment", "value": "all hands"} in metadata["properties"]
    assert tree["dependencies"] == [
        {"ref": "root", "dependsOn": ["crane", "buoy"]},
        {"ref": "crane", "provides": ["hook"]},
        {"ref": "hook"},
    ]
    assert losses["relationships[1].scope"] == "loss.no_place"
    assert losses["relationships[4].kind"] == "loss.rewritten"
    assert losses["relationships[6]"] == "loss.no_place"


def test_older_versions_say_less_and_say_so() -> None:
    tree, losses = tree_of(SBOM, "1.4")
    crane, buoy = tree["components"]
    (model,) = buoy["components"]
    assert crane["author"] == "Ito, Abe" and "authors" not in crane and "manufacturer" not in crane
    assert losses["components[1].manufacturer"] == "loss.no_place"
    assert model["type"] == "file" and losses["components[4].kind"] == "loss.narrowed"
    assert "lifecycles" not in tree["metadata"] and losses["lifecycles"] == "loss.no_place"
    assert tree["metadata"]["tools"] == [{"name": "lister", "version": "1.0"}]
    assert tree["compositions"][1]["aggregate"] == "incomplete"
    assert losses["components[1].licenses[0].acknowledgement"] == "loss.no_place"
    assert ("kaname:evidence_path", "/opt/crane.jar") in {(p["name"], p["value"]) for p in crane["properties"]}
    assert "provides" not in str(tree["dependencies"]) and losses["relationships[2].kind"] == "loss.rewritten"


def test_nothing_known_about_a_license_is_said() -> None:
    silent = Component(
        ref="a",
        path="",
        name="a",
        kind="library",
        licenses=(
            LicenseClaim(value="NOASSERTION", kind="name", acknowledgement="declared"),
            LicenseClaim(value="NOASSERTION", kind="name", acknowledgement="concluded"),
        ),
    )
    tree, losses = tree_of(Sbom(format="spdx-json", spec_version="2.3", original=MADE, components=(silent,)), "1.6")
    assert tree["components"][0]["licenses"] == [{"license": {"name": "NOASSERTION", "acknowledgement": "declared"}}]
    assert losses == {"components[0].licenses[1]": "loss.no_place"}


@pytest.mark.parametrize("version", ["1.4", "1.5", "1.6", "1.7"])
def test_json_and_xml_are_read_alike(version: str) -> None:
    json_again = read_sbom(write_sbom(SBOM, format="cyclonedx-json", spec_version=version, now=NOW).data)
    xml_again = read_sbom(write_sbom(SBOM, format="cyclonedx-xml", spec_version=version, now=NOW).data)
    assert not json_again.problems and not xml_again.problems
    different = [
        name
        for name in json_again.__struct_fields__
        if getattr(json_again, name) != getattr(xml_again, name) and name not in ("format", "original")
    ]
    assert not different


def test_same_input_same_bytes_and_the_time_is_an_argument() -> None:
    timeless = msgspec.structs.replace(SBOM, timestamp=None)
    for format_ in WRITABLE:
        one, two = (write_sbom(timeless, format=format_, now=NOW).data for _ in range(2))
        assert one == two and b"2026-01-01T12:00:00Z" in one


def test_containers_in_a_circle_stay_at_the_top() -> None:
    parts = tuple(Component(ref=ref, path="", name=ref, kind="library") for ref in "ab")
    around = (Relationship("a", "contains", "b"), Relationship("b", "contains", "a"))
    sbom = Sbom(format="spdx-json", spec_version="2.3", original=MADE, components=parts, relationships=around)
    again = read_sbom(write_sbom(sbom, format="cyclonedx-json", now=NOW).data)
    assert {each.ref for each in again.components} == {"a", "b"}


def test_characters_that_xml_cannot_hold_are_replaced_and_named() -> None:
    outer = Component(ref="outer", path="", name="outer", kind="library")
    odd = Component(
        parent="outer",
        ref="a\nb",
        path="",
        name="bell\x07",
        version="<\"&'>",
        kind="library",
        description="\r\n tab\t.",
    )
    sbom = Sbom(format="spdx-json", spec_version="2.3", original=MADE, components=(outer, odd))
    written = write_sbom(sbom, format="cyclonedx-xml", now=NOW)
    (_, again) = read_sbom(written.data).components
    assert (again.ref, again.name, again.version) == ("a\nb", "bell\N{REPLACEMENT CHARACTER}", "<\"&'>")
    assert Loss("components[1].name", "loss.narrowed") in written.losses


@pytest.mark.parametrize(
    ("format_", "version"), [("cyclonedx-json", "1.3"), ("spdx-json", "2.2"), ("spdx-yaml", "2.3"), ("swid", None)]
)
def test_what_is_not_written_is_refused(format_: str, version: str | None) -> None:
    with pytest.raises(UnsupportedError) as caught:
        write_sbom(SBOM, format=format_, spec_version=version, now=NOW)
    assert caught.value.code == "formats.not_written"
