"""There is a way to report vulnerabilities: SECURITY.md or security.txt."""

from datetime import datetime

from kaname.assurance.collectors.collector import Proposal, Support, Trace, propose, seen_files
from kaname.catalogs.pack import Text

_NAMES = frozenset(
    {
        "security.md",
        ".github/security.md",
        "docs/security.md",
        "security.rst",
        "security.txt",
        ".well-known/security.txt",
        "public/.well-known/security.txt",
    }
)
_SUPPORTS = (
    Support("ssdf", "RV.1.3", "moderate"),
    Support("cyber-infra-provider", "(3)-1", "weak"),
    Support("cyber-infra-provider", "(5)-1", "moderate"),
    Support("cisa-attestation", "4c", "moderate"),
)


def collect(trace: Trace, now: datetime) -> Proposal | None:
    """Propose files that say how to report a vulnerability; an empty one is none."""
    names = [name for name in trace.files if name.lower() in _NAMES and trace.read(name).strip()]
    return propose(
        trace,
        now,
        collector="security-policy",
        title=Text(ja="脆弱性の報告窓口と方針", en="How to report vulnerabilities"),
        seen=seen_files(trace, names),
        supports=_SUPPORTS,
        valid_days=365,
    )
