"""A product to test with: the ferry booking system, with parts that a supplier may want to withhold."""

import json
from typing import Any


def cyclonedx() -> dict[str, Any]:
    """The ferry in CycloneDX 1.6: web part, a secret routing engine with a nested table, two open parts."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": "urn:uuid:5f0c5a6e-6a8e-4c51-9a3e-0d7a5f2f8f10",
        "version": 3,
        "metadata": {
            "timestamp": "2026-03-01T10:00:00Z",
            "lifecycles": [{"phase": "build"}],
            "tools": {"components": [{"type": "application", "name": "shipwright", "version": "2.0"}]},
            "authors": [{"name": "Mio Hamada", "email": "mio@ferry.example"}],
            "component": {
                "type": "application",
                "bom-ref": "ferry",
                "name": "ferry",
                "version": "4.2",
                "supplier": {"name": "Ferry Works"},
                "licenses": [{"license": {"id": "Apache-2.0"}}],
                "purl": "pkg:generic/ferry@4.2",
                "hashes": [{"alg": "SHA-256", "content": "ab" * 32}],
                "copyright": "© 2026 Ferry Works",
            },
        },
        "components": [
            {
                "type": "library",
                "bom-ref": "pkg:npm/left-quay@1.0.0",
                "name": "left-quay",
                "version": "1.0.0",
                "purl": "pkg:npm/left-quay@1.0.0",
                "supplier": {"name": "Quay Authors"},
                "licenses": [{"license": {"id": "MIT"}}],
                "hashes": [{"alg": "SHA-256", "content": "01" * 32}],
            },
            {
                "type": "library",
                "bom-ref": "pkg:generic/tideglass@7.7.7",
                "group": "covert",
                "name": "tideglass",
                "version": "7.7.7",
                "purl": "pkg:generic/covert/tideglass@7.7.7",
                "cpe": "cpe:2.3:a:covert:tideglass:7.7.7:*:*:*:*:*:*:*",
                "supplier": {"name": "Hushed Partner GmbH"},
                "licenses": [{"license": {"name": "Quiet Licence"}}],
                "hashes": [{"alg": "SHA-256", "content": "c0ffee" + "00" * 29}],
                "properties": [{"name": "internal", "value": "yes"}],
                "components": [
                    {
                        "type": "data",
                        "bom-ref": "moontable-ref",
                        "name": "moontable",
                        "version": "12.34.56",
                        "hashes": [{"alg": "SHA-256", "content": "03" * 32}],
                    }
                ],
            },
            {
                "type": "library",
                "bom-ref": "pkg:pypi/harbourmath@0.9",
                "name": "harbourmath",
                "version": "0.9",
                "purl": "pkg:pypi/harbourmath@0.9",
                "description": "number crunching, first written for tideglass",
                "supplier": {"name": "Harbour Lab"},
                "licenses": [{"expression": "BSD-3-Clause OR MIT"}],
                "hashes": [{"alg": "SHA-256", "content": "02" * 32}],
            },
        ],
        "dependencies": [
            {"ref": "ferry", "dependsOn": ["pkg:npm/left-quay@1.0.0", "pkg:generic/tideglass@7.7.7"]},
            {"ref": "pkg:generic/tideglass@7.7.7", "dependsOn": ["pkg:pypi/harbourmath@0.9", "moontable-ref"]},
            {"ref": "pkg:npm/left-quay@1.0.0"},
        ],
        "compositions": [{"aggregate": "complete", "assemblies": ["ferry"], "dependencies": ["ferry"]}],
    }


def spdx() -> dict[str, Any]:
    """The same product in SPDX 2.3."""

    def package(ref: str, name: str, version: str, purl: str, supplier: str) -> dict[str, Any]:
        return {
            "SPDXID": f"SPDXRef-{ref}",
            "name": name,
            "versionInfo": version,
            "supplier": f"Organization: {supplier}",
            "downloadLocation": f"https://ferry.example/{ref}.tgz",
            "licenseConcluded": "MIT",
            "licenseDeclared": "MIT",
            "copyrightText": "NOASSERTION",
            "checksums": [{"algorithm": "SHA256", "checksumValue": f"{len(ref):02d}" * 32}],
            "externalRefs": [
                {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": purl}
            ],
        }

    def edge(source: str, kind: str, target: str) -> dict[str, str]:
        return {
            "spdxElementId": f"SPDXRef-{source}",
            "relationshipType": kind,
            "relatedSpdxElement": f"SPDXRef-{target}",
        }

    return {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": "ferry",
        "documentNamespace": "https://ferry.example/sbom/4.2",
        "creationInfo": {
            "created": "2026-03-01T10:00:00Z",
            "creators": ["Organization: Ferry Works (psirt@ferry.example)", "Tool: shipwright-2.0"],
        },
        "packages": [
            package("ferry", "ferry", "4.2", "pkg:generic/ferry@4.2", "Ferry Works"),
            package("left-quay", "left-quay", "1.0.0", "pkg:npm/left-quay@1.0.0", "Quay Authors"),
            package("tideglass", "tideglass", "7.7.7", "pkg:generic/covert/tideglass@7.7.7", "Hushed Partner GmbH"),
            package("harbourmath", "harbourmath", "0.9", "pkg:pypi/harbourmath@0.9", "Harbour Lab"),
        ],
        "files": [
            {
                "SPDXID": "SPDXRef-file-1",
                "fileName": "./covert/glass.so",
                "checksums": [{"algorithm": "SHA1", "checksumValue": "ab" * 20}],
            }
        ],
        "relationships": [
            edge("DOCUMENT", "DESCRIBES", "ferry"),
            edge("ferry", "DEPENDS_ON", "left-quay"),
            edge("ferry", "DEPENDS_ON", "tideglass"),
            edge("tideglass", "DEPENDS_ON", "harbourmath"),
            edge("tideglass", "CONTAINS", "file-1"),
        ],
    }


def as_bytes(tree: dict[str, Any]) -> bytes:
    """The document as a producer would write it."""
    return json.dumps(tree, indent=2).encode()
