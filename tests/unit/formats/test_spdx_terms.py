"""SPDX words that both versions share."""

import pytest

from kaname.formats.spdx_terms import license_kind, parse_hash, parse_party, parse_source_info, parse_tool
from kaname.model.sbom import Party


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Organization: Example (psirt@example.org)",
            Party(name="Example", kind="organization", emails=("psirt@example.org",)),
        ),
        ("Person: A B <a@b.example>", Party(name="A B", kind="person", emails=("a@b.example",))),
        ("Organization: Example ()", Party(name="Example", kind="organization")),
        ("Organization: Example (Japan)", Party(name="Example (Japan)", kind="organization")),
        ("Tool: lamp-1.0", Party(name="lamp-1.0", kind="tool")),
        ("Trustify", Party(name="Trustify")),
        ("NOASSERTION", None),
        ("NONE", None),
        ("", None),
        ("Organization: ", None),
        ("Organization: NOASSERTION", None),
    ],
)
def test_parties(text: str, expected: Party | None) -> None:
    assert parse_party(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("syft-1.39.0", ("syft", "1.39.0")),
        ("Microsoft.SBOMTool-0.0.0-preview.0", ("Microsoft.SBOMTool", "0.0.0-preview.0")),
        ("trivy", ("trivy", "")),
        ("sigs.k8s.io/bom/pkg/spdx", ("sigs.k8s.io/bom/pkg/spdx", "")),
    ],
)
def test_tools(text: str, expected: tuple[str, str]) -> None:
    assert parse_tool(text) == expected


def test_hashes() -> None:
    assert parse_hash("sha3_256", " AB ").algorithm == "SHA3-256"
    assert parse_hash("BLAKE2b-512", "AB").algorithm == "BLAKE2b-512"
    assert parse_hash("checksumAlgorithm_sha1", "AB").value == "ab"
    assert parse_hash("adler32", "0").algorithm == "adler32"


def test_license_kinds() -> None:
    assert license_kind("MIT") == "id"
    assert license_kind("LicenseRef-x") == "id"
    assert license_kind("MIT or BSD-3-Clause") == "expression"
    assert license_kind("The Lamp Licence") == "name"
    assert license_kind("NOASSERTION") == "name"


def test_source_info() -> None:
    assert parse_source_info("built package from: gcc-10 10.2.1-6") == ((("gcc-10", "10.2.1-6"),), ())
    assert parse_source_info("built package from: musl") == ((("musl", ""),), ())
    assert parse_source_info("acquired package info from DPKG DB: /a, /b") == ((), ("/a", "/b"))
    assert parse_source_info("opt/lamp/bin/lamp") == ((), ("opt/lamp/bin/lamp",))
    assert parse_source_info("Java") == ((), ())
    assert parse_source_info(None) == ((), ())
