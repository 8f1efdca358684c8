"""One small invented product, written down in the four SPDX forms. Built here, so that the four cannot drift apart unseen."""

import json
from typing import Any

NAMESPACE = "https://lighthouse.example/spdx/lighthouse-1.2.0"
SHA256 = "0a" * 32
CPE = "cpe:2.3:a:glow_project:libglow:3.10:*:*:*:*:*:*:*"

JSON_TREE: dict[str, Any] = {
    "spdxVersion": "SPDX-2.3",
    "SPDXID": "SPDXRef-DOCUMENT",
    "name": "lighthouse 1.2.0",
    "dataLicense": "CC0-1.0",
    "documentNamespace": NAMESPACE,
    "comment": "made for tests",
    "creationInfo": {
        "created": "2026-01-02T03:04:05Z",
        "creators": ["Organization: Lighthouse Works (psirt@lighthouse.example)", "Tool: lampmaker-2.0.1"],
    },
    "packages": [
        {
            "SPDXID": "SPDXRef-app",
            "name": "lighthouse",
            "versionInfo": "1.2.0",
            "supplier": "Organization: Lighthouse Works (psirt@lighthouse.example)",
            "downloadLocation": "git+https://lighthouse.example/lighthouse.git",
            "homepage": "https://lighthouse.example/",
            "licenseConcluded": "Apache-2.0",
            "licenseDeclared": "Apache-2.0 OR MIT",
            "copyrightText": "2026 Lighthouse Works",
            "primaryPackagePurpose": "APPLICATION",
        },
        {
            "SPDXID": "SPDXRef-libglow",
            "name": "libglow",
            "versionInfo": "3.10",
            "supplier": "Person: Aoi Hoshi",
            "downloadLocation": "NOASSERTION",
            "licenseDeclared": "LicenseRef-Glow",
            "checksums": [{"algorithm": "SHA256", "checksumValue": SHA256.upper()}],
            "primaryPackagePurpose": "LIBRARY",
            "externalRefs": [
                {
                    "referenceCategory": "PACKAGE-MANAGER",
                    "referenceType": "purl",
                    "referenceLocator": "pkg:npm/libglow@3.10",
                },
                {"referenceCategory": "SECURITY", "referenceType": "cpe23Type", "referenceLocator": CPE},
            ],
        },
        {
            "SPDXID": "SPDXRef-testkit",
            "name": "testkit",
            "versionInfo": "0.9",
            "downloadLocation": "https://lighthouse.example/testkit-0.9.tgz",
            "primaryPackagePurpose": "LIBRARY",
        },
        {
            "SPDXID": "SPDXRef-oil",
            "name": "lamp-oil",
            "versionInfo": "1.0-2",
            "downloadLocation": "NOASSERTION",
            "sourceInfo": "built package from: oil-src 1.0-1",
        },
        {"SPDXID": "SPDXRef-glow-src", "name": "glow-src", "versionInfo": "3.10", "downloadLocation": "NOASSERTION"},
    ],
    "hasExtractedLicensingInfos": [
        {
            "licenseId": "LicenseRef-Glow",
            "extractedText": "Shine, and\nlet shine.",
            "seeAlsos": ["https://glow.example/license"],
        }
    ],
    "relationships": [
        {"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other}
        for one, kind, other in (
            ("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-app"),
            ("SPDXRef-app", "DEPENDS_ON", "SPDXRef-libglow"),
            ("SPDXRef-testkit", "DEV_DEPENDENCY_OF", "SPDXRef-app"),
            ("SPDXRef-oil", "CONTAINED_BY", "SPDXRef-app"),
            ("SPDXRef-testkit", "GENERATED_FROM", "SPDXRef-glow-src"),
            ("SPDXRef-libglow", "DEPENDS_ON", "NONE"),
        )
    ],
}

_PACKAGE_TAGS = {
    "name": "PackageName",
    "SPDXID": "SPDXID",
    "versionInfo": "PackageVersion",
    "supplier": "PackageSupplier",
    "downloadLocation": "PackageDownloadLocation",
    "homepage": "PackageHomePage",
    "sourceInfo": "PackageSourceInfo",
    "licenseConcluded": "PackageLicenseConcluded",
    "licenseDeclared": "PackageLicenseDeclared",
    "copyrightText": "PackageCopyrightText",
    "primaryPackagePurpose": "PrimaryPackagePurpose",
}


def as_json() -> bytes:
    """The product as SPDX 2.3 JSON."""
    return json.dumps(JSON_TREE).encode()


def as_tag_value() -> str:
    """The product as SPDX 2.3 tag-value, with CRLF line ends and a multi-line text."""
    tree = JSON_TREE
    lines = [
        "SPDXVersion: SPDX-2.3",
        "# a comment",
        "DataLicense: CC0-1.0",
        "SPDXID: SPDXRef-DOCUMENT",
        f"DocumentName: {tree['name']}",
        f"DocumentNamespace: {NAMESPACE}",
        f"DocumentComment: <text>{tree['comment']}</text>",
        *(f"Creator: {creator}" for creator in tree["creationInfo"]["creators"]),
        f"Created: {tree['creationInfo']['created']}",
        "",
    ]
    for package in tree["packages"]:
        lines += [f"{tag}: {package[name]}" for name, tag in _PACKAGE_TAGS.items() if name in package]
        lines += [
            f"PackageChecksum: {item['algorithm']}: {item['checksumValue']}" for item in package.get("checksums", ())
        ]
        lines += [
            f"ExternalRef: {item['referenceCategory']} {item['referenceType']} {item['referenceLocator']}"
            for item in package.get("externalRefs", ())
        ]
    for item in tree["relationships"]:
        lines.append(f"Relationship: {item['spdxElementId']} {item['relationshipType']} {item['relatedSpdxElement']}")
    lines += [
        "LicenseID: LicenseRef-Glow",
        "ExtractedText: <text>Shine, and",
        "let shine.</text>",
        "LicenseCrossReference: https://glow.example/license",
    ]
    return "\r\n".join(lines) + "\r\n"


def as_yaml() -> str:
    """The product as SPDX 2.3 YAML: written by hand in block style, versions unquoted on purpose."""
    return "---\n" + "".join(_yaml_lines(JSON_TREE, 0))


def _yaml_lines(value: Any, depth: int) -> list[str]:
    pad = "  " * depth
    lines = []
    if isinstance(value, dict):
        for name, item in value.items():
            if isinstance(item, dict | list):
                lines += [f"{pad}{name}:\n", *_yaml_lines(item, depth + 1)]
            else:
                plain = name == "versionInfo"
                lines.append(f"{pad}{name}: {item if plain else json.dumps(item)}\n")
    else:
        for item in value:
            if isinstance(item, dict):
                lines += [f"{pad}-\n", *_yaml_lines(item, depth + 1)]
            else:
                lines.append(f"{pad}- {json.dumps(item)}\n")
    return lines


def as_spdx3() -> bytes:
    """The product as SPDX 3.0.1 JSON-LD; ids are those of SPDX 2, so that results can be compared."""
    base = {"creationInfo": "_:creation"}
    graph: list[dict[str, Any]] = [
        {
            "type": "CreationInfo",
            "@id": "_:creation",
            "specVersion": "3.0.1",
            "created": "2026-01-02T03:04:05Z",
            "createdBy": ["SPDXRef-maker"],
            "createdUsing": ["SPDXRef-tool"],
        },
        {
            "type": "SpdxDocument",
            "spdxId": NAMESPACE,
            "name": "lighthouse 1.2.0",
            "comment": "made for tests",
            "dataLicense": "https://spdx.org/licenses/CC0-1.0",
            "rootElement": ["SPDXRef-sbom"],
            "profileConformance": ["core", "software"],
        },
        {"type": "software_Sbom", "spdxId": "SPDXRef-sbom", "rootElement": ["SPDXRef-app"]},
        {
            "type": "Organization",
            "spdxId": "SPDXRef-maker",
            "name": "Lighthouse Works",
            "externalIdentifier": [
                {
                    "type": "ExternalIdentifier",
                    "externalIdentifierType": "email",
                    "identifier": "psirt@lighthouse.example",
                }
            ],
        },
        {"type": "Tool", "spdxId": "SPDXRef-tool", "name": "lampmaker-2.0.1"},
        {"type": "Person", "spdxId": "SPDXRef-hoshi", "name": "Aoi Hoshi"},
        {
            "type": "software_Package",
            "spdxId": "SPDXRef-app",
            "name": "lighthouse",
            "software_packageVersion": "1.2.0",
            "suppliedBy": "SPDXRef-maker",
            "software_downloadLocation": "git+https://lighthouse.example/lighthouse.git",
            "software_homePage": "https://lighthouse.example/",
            "software_copyrightText": "2026 Lighthouse Works",
            "software_primaryPurpose": "application",
        },
        {
            "type": "software_Package",
            "spdxId": "SPDXRef-libglow",
            "name": "libglow",
            "software_packageVersion": "3.10",
            "suppliedBy": "SPDXRef-hoshi",
            "software_packageUrl": "pkg:npm/libglow@3.10",
            "externalIdentifier": [
                {"type": "ExternalIdentifier", "externalIdentifierType": "cpe23", "identifier": CPE},
                {
                    "type": "ExternalIdentifier",
                    "externalIdentifierType": "packageUrl",
                    "identifier": "pkg:npm/libglow@3.10",
                },
            ],
            "verifiedUsing": [{"type": "Hash", "algorithm": "sha256", "hashValue": SHA256}],
            "software_primaryPurpose": "library",
        },
        {
            "type": "software_Package",
            "spdxId": "SPDXRef-testkit",
            "name": "testkit",
            "software_packageVersion": "0.9",
            "software_downloadLocation": "https://lighthouse.example/testkit-0.9.tgz",
            "software_primaryPurpose": "library",
        },
        {
            "type": "software_Package",
            "spdxId": "SPDXRef-oil",
            "name": "lamp-oil",
            "software_packageVersion": "1.0-2",
            "software_sourceInfo": "built package from: oil-src 1.0-1",
        },
        {
            "type": "software_Package",
            "spdxId": "SPDXRef-glow-src",
            "name": "glow-src",
            "software_packageVersion": "3.10",
        },
        {
            "type": "simplelicensing_LicenseExpression",
            "spdxId": "SPDXRef-either",
            "simplelicensing_licenseExpression": "Apache-2.0 OR MIT",
        },
        {
            "type": "expandedlicensing_CustomLicense",
            "spdxId": "https://lighthouse.example/LicenseRef-Glow",
            "name": "Glow",
            "simplelicensing_licenseText": "Shine, and\nlet shine.",
            "expandedlicensing_seeAlso": ["https://glow.example/license"],
        },
    ]
    edges: tuple[tuple[str, str, str, dict[str, str]], ...] = (
        ("SPDXRef-app", "dependsOn", "SPDXRef-libglow", {}),
        (
            "SPDXRef-app",
            "dependsOn",
            "SPDXRef-testkit",
            {"type": "LifecycleScopedRelationship", "scope": "development"},
        ),
        ("SPDXRef-app", "contains", "SPDXRef-oil", {}),
        ("SPDXRef-glow-src", "generates", "SPDXRef-testkit", {}),
        ("SPDXRef-libglow", "dependsOn", "https://spdx.org/rdf/3.0.1/terms/Core/NoneElement", {}),
        ("SPDXRef-app", "hasConcludedLicense", "https://spdx.org/licenses/Apache-2.0", {}),
        ("SPDXRef-app", "hasDeclaredLicense", "SPDXRef-either", {}),
        ("SPDXRef-libglow", "hasDeclaredLicense", "https://lighthouse.example/LicenseRef-Glow", {}),
    )
    for index, (one, kind, other, more) in enumerate(edges):
        graph.append(
            {
                "type": "Relationship",
                "spdxId": f"SPDXRef-edge{index}",
                "from": one,
                "relationshipType": kind,
                "to": [other],
                **more,
            }
        )
    for element in graph[1:]:
        element.update(base)
    return json.dumps({"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": graph}).encode()
