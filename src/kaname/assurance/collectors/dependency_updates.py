"""Updates of dependencies are looked for automatically: settings of update services."""

from datetime import datetime

from kaname.assurance.collectors.collector import Proposal, Support, Trace, propose, seen_files
from kaname.catalogs.pack import Text

_NAMES = frozenset(
    {
        ".github/dependabot.yml",
        ".github/dependabot.yaml",
        "renovate.json",
        "renovate.json5",
        ".renovaterc",
        ".renovaterc.json",
        ".github/renovate.json",
        ".github/renovate.json5",
        ".gitlab/renovate.json",
        ".snyk",
        ".pyup.yml",
    }
)
_SUPPORTS = (
    Support("ssdf", "PW.4.4", "moderate"),
    Support("ssdf", "RV.1.1", "moderate"),
    Support("cyber-infra-provider", "(3)-1", "moderate"),
)


def collect(trace: Trace, now: datetime) -> Proposal | None:
    """Propose settings of dependency updates."""
    return propose(
        trace,
        now,
        collector="dependency-updates",
        title=Text(ja="依存関係の更新を自動で確認する設定", en="Settings for automatic dependency updates"),
        seen=seen_files(trace, [name for name in trace.files if name in _NAMES]),
        supports=_SUPPORTS,
        valid_days=365,
    )
