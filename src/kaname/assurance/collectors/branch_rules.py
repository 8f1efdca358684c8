"""Branches are protected: rule sets exported from the hosting service, and files that name owners of code."""

from datetime import datetime

import msgspec

from kaname.assurance.collectors.collector import Proposal, Seen, Support, Trace, base_name, propose
from kaname.catalogs.pack import Text

# Members that exports of branch protection and rule sets have in common use.
_MARKS = (
    "required_pull_request_reviews",
    "required_status_checks",
    "required_signatures",
    "rules",
    "protected_branches",
)
_OWNERS = ("CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
_SUPPORTS = (
    Support("ssdf", "PS.1.1", "strong"),
    Support("ssdf", "PW.7.2", "moderate"),
    Support("cyber-infra-provider", "(4)-6", "moderate"),
)


def collect(trace: Trace, now: datetime) -> Proposal | None:
    """Propose exported branch rules (``*ruleset*.json``, ``*branch-protection*.json``) and code owners."""
    seen = []
    for name in trace.files:
        low = base_name(name).lower()
        if low.endswith(".json") and any(part in low for part in ("ruleset", "branch-protection", "branch_protection")):
            marks = _marks(trace.read(name))
            if marks:
                seen.append(Seen(name, trace.sha256(name), ", ".join(marks)))
        elif name in _OWNERS:
            seen.append(Seen(name, trace.sha256(name), "code owners"))
    return propose(
        trace,
        now,
        collector="branch-rules",
        title=Text(ja="ブランチの保護設定とコードの責任者", en="Branch rules and code owners"),
        seen=seen,
        supports=_SUPPORTS,
        valid_days=180,
    )


def _marks(data: bytes) -> list[str]:
    try:
        document = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return []  # not an export: nothing to propose
    found = document[0] if isinstance(document, list) and document else document
    return [mark for mark in _MARKS if isinstance(found, dict) and found.get(mark)]
