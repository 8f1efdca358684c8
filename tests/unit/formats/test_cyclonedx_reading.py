"""CycloneDX: what a well-formed document says, in both syntaxes."""

import json

import pytest
from tests.unit.formats import cyclonedx_harbour as harbour

from kaname.errors import UnsupportedError
from kaname.formats import extras, read_sbom
from kaname.formats.cyclonedx.sources import source_packages
from kaname.model.sbom import Composition, ExternalReference, Hash, LicenseClaim, Party, Relationship, Sbom


@pytest.fixture(params=["json", "xml"])
def sbom(request: pytest.FixtureRequest) -> Sbom:
    return read_sbom((harbour.JSON if request.param == "json" else harbour.XML).encode())


def test_document(sbom: Sbom) -> None:
    assert sbom.format in ("cyclonedx-json", "cyclonedx-xml")
    assert sbom.spec_version == "1.6"
    assert sbom.identifier == "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79"
    assert sbom.version == "3"
    assert sbom.timestamp == "2026-01-02T03:04:05Z"
    assert sbom.lifecycles == ("build", "harbour trial")
    assert sbom.tools == (("acme lister", "1.0"),)
    assert sbom.authors == (Party(name="Mori", kind="person", emails=("mori@example.jp",)),)
    assert sbom.manufacturer == Party(name="Harbour Works", kind="organization", urls=("https://harbour.example",))
    assert sbom.supplier == Party(name="Quay KK", kind="organization", emails=("psirt@quay.example",))
    assert sbom.data_licenses == ("CC0-1.0",)
    assert sbom.properties == (("line", "A"), ("batch", "7"))
    assert sbom.root == "root"
    assert sbom.problems == ()
    assert not sbom.signed


def test_component(sbom: Sbom) -> None:
    crane = sbom.components[1]
    assert (crane.ref, crane.path, crane.kind) == ("crane", "components[0]", "library")
    assert (crane.group, crane.name, crane.version) == ("org.acme", "crane", "1.10")
    assert crane.purl == "pkg:maven/org.acme/crane@1.10"
    assert crane.cpes == ("cpe:2.3:a:acme:crane:1.10:*:*:*:*:*:*:*",)
    assert crane.swids == ("tag-1",)
    assert crane.hashes == (Hash("SHA-256", "ab" * 32),)
    assert crane.licenses == (
        LicenseClaim(value="MIT", kind="id", acknowledgement="declared", text="MIT", url="https://mit.example"),
        LicenseClaim(value="House Terms", kind="name"),
        LicenseClaim(value="MIT OR Apache-2.0", kind="expression", acknowledgement="concluded"),
    )
    assert (crane.copyright, crane.description, crane.scope, crane.publisher) == (
        "2026 Acme",
        "lifts",
        "required",
        "Acme",
    )
    assert crane.supplier == Party(name="Acme", kind="organization")
    assert crane.manufacturer == Party(name="Acme Fab", kind="organization")
    assert crane.authors == (Party(name="Ito", kind="person", emails=("ito@example.jp",)), Party(name="Old Hand"))
    assert crane.external_references == (
        ExternalReference(
            kind="vcs", url="https://git.example/crane", comment="mirror", hashes=(Hash("MD5", "0f" * 16),)
        ),
    )
    assert crane.source_packages == (("crane-src", "1:1.10-3"),)
    assert crane.evidence_paths == ("/opt/crane.jar",)


def test_nesting_and_missing_refs(sbom: Sbom) -> None:
    assert [(each.ref, each.path, each.parent) for each in sbom.components] == [
        ("root", "metadata.component", None),
        ("crane", "components[0]", None),
        ("hook", "components[0].components[0]", "crane"),
        ("components[1]", "components[1]", None),
    ]


def test_edges_and_completeness(sbom: Sbom) -> None:
    assert sbom.relationships == (
        Relationship("root", "depends_on", "crane"),
        Relationship("crane", "depends_on", "root"),
        Relationship("crane", "provides", "hook"),
    )
    assert sbom.compositions == (Composition(aggregate="incomplete", assemblies=("root",), dependencies=("crane",)),)


def test_only_the_rest_is_extra(sbom: Sbom) -> None:
    swid = "components[0].swid@name" if sbom.format == "cyclonedx-xml" else "components[0].swid.name"
    tool = (
        "metadata.tools.components[0]@type" if sbom.format == "cyclonedx-xml" else "metadata.tools.components[0].type"
    )
    assert extras(sbom) == ((tool, "application"), (swid, "crane"))


def test_tools_of_older_documents() -> None:
    old = {"bomFormat": "CycloneDX", "specVersion": "1.4", "metadata": {"tools": [{"vendor": "acme", "name": "t"}]}}
    assert read_sbom(json.dumps(old).encode()).tools == (("acme t", ""),)
    xml = (
        '<bom xmlns="http://cyclonedx.org/schema/bom/1.2"><metadata><tools>'
        "<tool><vendor>acme</vendor><name>t</name></tool></tools></metadata></bom>"
    )
    assert read_sbom(xml.encode()).tools == (("acme t", ""),)


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"syft:metadata:source": "glibc", "syft:metadata:sourceVersion": "2.36-9"}, (("glibc", "2.36-9"),)),
        ({"syft:metadata:originPackage": "busybox"}, (("busybox", ""),)),
        ({"syft:metadata:sourceRpm": "openssl-libs-3.0.7-18.el9_2.src.rpm"}, (("openssl-libs", "3.0.7-18.el9_2"),)),
        ({"syft:metadata:sourceRpm": "a-1-2.src.rpm", "syft:metadata:epoch": "1"}, (("a", "1:1-2"),)),
        ({"SrcName": "zlib", "SrcVersion": "1.2", "SrcEpoch": "0"}, (("zlib", "1.2"),)),
        ({"syft:metadata:sourceRpm": "nonsense"}, ()),
        ({}, ()),
    ],
)
def test_source_packages(properties: dict[str, str], expected: tuple[tuple[str, str], ...]) -> None:
    assert source_packages(properties) == expected


def test_syft_properties_give_cpes_and_paths() -> None:
    component = {
        "type": "library",
        "name": "a",
        "cpe": "cpe:2.3:a:a:a:1:*:*:*:*:*:*:*",
        "properties": [
            {"name": "syft:cpe23", "value": "cpe:2.3:a:b:a:1:*:*:*:*:*:*:*"},
            {"name": "syft:location:0:path", "value": "/lib/a"},
            {"name": "syft:location:0:layerID", "value": "sha256:0"},
        ],
    }
    data = json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [component]}).encode()
    found = read_sbom(data).components[0]
    assert found.cpes == ("cpe:2.3:a:a:a:1:*:*:*:*:*:*:*", "cpe:2.3:a:b:a:1:*:*:*:*:*:*:*")
    assert found.evidence_paths == ("/lib/a",)


def test_a_newer_minor_is_read_with_a_problem_and_another_major_refused() -> None:
    newer = read_sbom(
        b'{"bomFormat": "CycloneDX", "specVersion": "1.8", "components": [{"type": "library", "name": "a"}]}'
    )
    assert [each.code for each in newer.problems] == ["cyclonedx.newer_spec_version"]
    assert len(newer.components) == 1
    with pytest.raises(UnsupportedError) as caught:
        read_sbom(b'{"bomFormat": "CycloneDX", "specVersion": "2.0"}')
    assert caught.value.params["version"] == "2.0"
    with pytest.raises(UnsupportedError):
        read_sbom(b'<bom xmlns="http://cyclonedx.org/schema/bom/2.0"/>')


def test_signatures_are_seen() -> None:
    data = b'{"bomFormat": "CycloneDX", "specVersion": "1.4", "signature": {"algorithm": "ES256", "value": "x"}}'
    assert read_sbom(data).signed
    xml = (
        b'<bom xmlns="http://cyclonedx.org/schema/bom/1.4"><components/>'
        b'<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/></bom>'
    )
    assert read_sbom(xml).signed
