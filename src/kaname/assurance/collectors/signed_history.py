"""Commits and tags carry signatures. Whether the signatures hold is not looked at: that needs the signers' keys."""

from datetime import datetime

from kaname.assurance.collectors.collector import Proposal, Seen, Strength, Support, Trace, propose
from kaname.catalogs.pack import Text

_MOST_PERCENT = 90


def collect(trace: Trace, now: datetime) -> Proposal | None:
    """Propose the share of signed commits among the newest ones, and the signed tags."""
    seen = []
    commits, tags = trace.commits, trace.tags
    signed = sum(commit.signed for commit in commits)
    signed_tags = [tag.name for tag in tags if tag.signed]
    if signed:
        seen.append(Seen("git log", detail=f"{signed} / {len(commits)}"))
    if signed_tags:
        seen.append(Seen("git tag", detail=f"{len(signed_tags)} / {len(tags)}: {', '.join(signed_tags[-5:])}"))
    strength: Strength = "strong" if commits and signed * 100 >= _MOST_PERCENT * len(commits) else "weak"
    supports = [Support("ssdf", "PS.1.1", strength)]
    if signed_tags:
        supports.append(Support("ssdf", "PS.2.1", "moderate"))
    return propose(
        trace,
        now,
        collector="signed-history",
        title=Text(ja="署名されたコミットとタグ", en="Signed commits and tags"),
        seen=seen,
        supports=supports,
        valid_days=180,
    )
