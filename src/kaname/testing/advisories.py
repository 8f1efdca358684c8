"""Advisories and a workspace that publishes them, for tests. All names and findings are made up."""

from pathlib import Path

import msgspec

from kaname.catalogs.yaml_text import write_yaml
from kaname.model.advisory_draft import (
    Acknowledgement,
    AdvisoryDraft,
    AdvisoryPart,
    AdvisoryProduct,
    AdvisoryVulnerability,
    Flag,
    ForeignId,
    Involvement,
    Publisher,
    Reference,
    Remediation,
    Revision,
    Threat,
)

PUBLISHER = Publisher(
    name="Kumo Works PSIRT",
    namespace="https://psirt.kumo.example",
    contact={"ja": "psirt@kumo.example(日本語・英語)", "en": "psirt@kumo.example (Japanese, English)"},
)
URL = "https://psirt.kumo.example/.well-known/csaf/"
PROTECTED_URL = "https://members.kumo.example/csaf/"


def advisory(identifier: str = "KUMO-SA-2026-001") -> AdvisoryDraft:
    """Return a security advisory that uses every part of the file and fits all mandatory tests of both versions."""
    return AdvisoryDraft(
        id=identifier,
        title={"ja": "Gateway の入力処理における脆弱性", "en": "Flaw in the input handling of Gateway"},
        summary={
            "ja": "遠隔から任意のコードを実行されるおそれがあります。",
            "en": "Remote code execution is possible.",
        },
        status="final",
        products=(
            AdvisoryProduct(
                id="gw-2.0.0",
                vendor="Kumo Works",
                product="Gateway",
                version="2.0.0",
                purls=("pkg:generic/kumo/gateway@2.0.0",),
                cpe="cpe:2.3:a:kumo_works:gateway:2.0.0:*:*:*:*:*:*:*",
                filename="gateway-2.0.0.tar.gz",
                hashes={"sha256": "0123456789abcdef" * 4},
            ),
            AdvisoryProduct(
                id="gw-2.0.1",
                vendor="Kumo Works",
                product="Gateway",
                version="2.0.1",
                purls=("pkg:generic/kumo/gateway@2.0.1",),
            ),
            AdvisoryProduct(
                id="parser-1.4.0",
                vendor="Hoshi Project",
                product="Parser",
                version="1.4.0",
                purls=("pkg:npm/hoshi-parser@1.4.0",),
            ),
        ),
        parts=(
            AdvisoryPart(
                id="parser-in-gw",
                component="parser-1.4.0",
                product="gw-2.0.0",
                filename="hoshi-parser.min.js",
                hashes={"sha256": "fedcba9876543210" * 4},
            ),
        ),
        vulnerabilities=(_overflow(),),
        references=(Reference(url="https://kumo.example/support", summary={"ja": "サポート", "en": "Support"}),),
        acknowledgements=(Acknowledgement(names=("Hanako Sora",), summary={"ja": "ご報告", "en": "Report"}),),
        revisions=(Revision(number="1", date="2026-11-01T03:00:00Z", summary={"ja": "初版", "en": "First release"}),),
    )


def _overflow() -> AdvisoryVulnerability:
    return AdvisoryVulnerability(
        cve="CVE-2026-1000",
        title={"ja": "バッファオーバーフロー", "en": "Buffer overflow"},
        description={
            "ja": "長さを検査せずに写しています。",
            "en": "Input is copied without a check of its length.",
        },
        cwe=("CWE-787",),
        cvss=(
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
            "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
        ),
        discovered="2026-09-01T00:00:00Z",
        disclosed="2026-11-01T03:00:00Z",
        status={"known_affected": ("gw-2.0.0", "parser-in-gw"), "fixed": ("gw-2.0.1",)},
        threats=(
            Threat(
                category="exploit_status",
                details={"ja": "悪用は確認されていません。", "en": "No exploitation is known."},
                products=("gw-2.0.0",),
            ),
        ),
        remediations=(
            Remediation(
                category="vendor_fix",
                details={"ja": "2.0.1 へ更新してください。", "en": "Update to 2.0.1."},
                products=("gw-2.0.0", "parser-in-gw"),
                url="https://kumo.example/download",
                date="2026-11-01T03:00:00Z",
                restart="service",
            ),
        ),
        involvements=(
            Involvement(
                party="coordinator",
                status="completed",
                date="2026-10-01T00:00:00Z",
                summary={"ja": "公表日を調整しました。", "en": "The date of publication was coordinated."},
            ),
        ),
        acknowledgements=(Acknowledgement(names=("Hanako Sora",), organization="Umi University"),),
        references=(Reference(url="https://kumo.example/details", summary={"ja": "詳細", "en": "Details"}),),
    )


def plain_advisory() -> AdvisoryDraft:
    """Return the advisory about products only, without a component inside one: it fits recommended tests too."""
    whole = advisory()
    vulnerability = whole.vulnerabilities[0]
    plain = msgspec.structs.replace(
        vulnerability,
        status={"known_affected": ("gw-2.0.0",), "fixed": ("gw-2.0.1",)},
        remediations=(msgspec.structs.replace(vulnerability.remediations[0], products=("gw-2.0.0",)),),
    )
    return msgspec.structs.replace(whole, products=whole.products[:2], parts=(), vulnerabilities=(plain,))


def vex(identifier: str = "KUMO-VEX-2026-002") -> AdvisoryDraft:
    """Return a VEX: one release is not affected, one is under investigation."""
    base = advisory()
    return AdvisoryDraft(
        id=identifier,
        title={"ja": "Gateway への影響について", "en": "Effect on Gateway"},
        summary={"ja": "該当コードは実行されません。", "en": "The code is not executed."},
        category="vex",
        status="final",
        products=base.products[:2],
        vulnerabilities=(
            AdvisoryVulnerability(
                ids=(ForeignId(system="Kumo Works PSIRT", text="KUMO-2026-77"),),
                title={"ja": "ロガーの脆弱性", "en": "Flaw in a logger"},
                status={"known_not_affected": ("gw-2.0.0",), "under_investigation": ("gw-2.0.1",)},
                flags=(Flag(label="vulnerable_code_not_in_execute_path", products=("gw-2.0.0",)),),
                remediations=(
                    Remediation(
                        category="none_available",
                        details={"ja": "調査が終わりしだいお知らせします。", "en": "We will tell when we know more."},
                        products=("gw-2.0.1",),
                    ),
                ),
            ),
        ),
        revisions=base.revisions,
    )


def publishing_workspace(folder: Path, *, csaf_version: str = "2.0") -> Path:
    """Make a folder a workspace that says who publishes where."""
    folder.mkdir(parents=True, exist_ok=True)
    content = {
        "schema": "kaname.workspace/1",
        "name": "Gateway",
        "organisation": "Kumo Works",
        "product": {
            "name": "Gateway",
            "purls": ["pkg:generic/kumo/gateway"],
            "releases": [{"version": "2.0.0"}, {"version": "2.0.1"}],
        },
        "provider": {
            "publisher": {
                "name": PUBLISHER.name,
                "namespace": PUBLISHER.namespace,
                "contact": dict(PUBLISHER.contact) if not isinstance(PUBLISHER.contact, str) else PUBLISHER.contact,
            },
            "url": URL,
            "protected_url": PROTECTED_URL,
            "license": "CC-BY-4.0",
            "csaf_version": csaf_version,
        },
    }
    (folder / "kaname.yaml").write_bytes(write_yaml(content))
    return folder
