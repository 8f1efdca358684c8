"""Known vulnerabilities are looked for: results of ``kaname scan`` (``kaname.scan/1``), with their status and findings."""

from datetime import datetime

import msgspec
from msgspec import Struct

from kaname.assurance.collectors.collector import Proposal, Support, Trace, is_json, propose, seen_by_content
from kaname.catalogs.pack import Text


class _Scan(Struct):
    schema: str
    status: str
    generated: str = ""
    findings: list[msgspec.Raw] = []


_SUPPORTS = (
    Support("ssdf", "RV.1.1", "strong"),
    Support("ssdf", "PW.4.4", "strong"),
    Support("cyber-infra-provider", "(3)-1", "strong"),
    Support("cisa-attestation", "4a", "moderate"),
)


def collect(trace: Trace, now: datetime) -> Proposal | None:
    """Propose scan results; one that failed is none."""
    return propose(
        trace,
        now,
        collector="scan-reports",
        title=Text(ja="脆弱性スキャンの結果", en="Results of vulnerability scans"),
        seen=seen_by_content(trace, is_json, _detail),
        supports=_SUPPORTS,
        valid_days=30,
    )


def _detail(data: bytes) -> str:
    if b"kaname.scan/1" not in data[:4096]:
        return ""
    try:
        scan = msgspec.json.decode(data, type=_Scan)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""  # damaged: nothing to propose
    return "" if scan.status == "failed" else f"{scan.generated} {scan.status}, findings: {len(scan.findings)}"
