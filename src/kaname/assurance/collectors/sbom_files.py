"""SBOMs are made: files that can be read, with the number of components and a quality grade."""

from datetime import datetime

from kaname.assurance.collectors.collector import Proposal, Seen, Strength, Support, Trace, propose
from kaname.catalogs.pack import Text


def collect(trace: Trace, now: datetime) -> Proposal | None:
    """Propose SBOM files; one of grade A or B supports strongly."""
    seen = [
        Seen(one.place, one.sha256, f"components: {one.components}, grade: {one.grade}")
        for one in trace.sboms
        if one.components
    ]
    good = any(one.grade in ("A", "B") for one in trace.sboms if one.components)
    strength: Strength = "strong" if good else "moderate"
    return propose(
        trace,
        now,
        collector="sbom-files",
        title=Text(ja="SBOM", en="SBOMs"),
        seen=seen,
        supports=(
            Support("ssdf", "PS.3.2", strength),
            Support("cyber-infra-provider", "(2)-1", strength),
            Support("cyber-infra-provider", "(2)-4", "moderate"),
        ),
        valid_days=180,
    )
