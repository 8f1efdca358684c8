"""Vulnerabilities are judged and told: VEX documents (OpenVEX, CSAF VEX)."""

from datetime import datetime

import msgspec

from kaname.assurance.collectors.collector import Proposal, Support, Trace, is_json, propose, seen_by_content
from kaname.catalogs.pack import Text

_SUPPORTS = (
    Support("ssdf", "RV.2.1", "strong"),
    Support("ssdf", "RV.2.2", "moderate"),
    Support("cyber-infra-provider", "(3)-2", "strong"),
    Support("cyber-infra-provider", "(2)-4", "moderate"),
)


def collect(trace: Trace, now: datetime) -> Proposal | None:
    """Propose VEX documents that hold at least one statement."""
    return propose(
        trace,
        now,
        collector="vex-statements",
        title=Text(ja="脆弱性への該否を示す文書 (VEX)", en="Statements on vulnerabilities (VEX)"),
        seen=seen_by_content(trace, is_json, _detail),
        supports=_SUPPORTS,
        valid_days=90,
    )


def _detail(data: bytes) -> str:
    if b"openvex" not in data[:4096] and b"csaf_vex" not in data[:65536]:
        return ""
    try:
        document = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""  # damaged: nothing to propose
    if not isinstance(document, dict):
        return ""
    statements = document.get("statements") or document.get("vulnerabilities")
    return f"statements: {len(statements)}" if isinstance(statements, list) and statements else ""
