"""A bill of materials from elsewhere, with much that SPDX cannot say."""

import datetime

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
