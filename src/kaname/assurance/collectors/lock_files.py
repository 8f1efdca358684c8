"""Dependencies are pinned: lock files of the common package managers."""

from datetime import datetime

from kaname.assurance.collectors.collector import Proposal, Support, Trace, base_name, propose, seen_files
from kaname.catalogs.pack import Text

_NAMES = frozenset(
    {
        "package-lock.json",
        "npm-shrinkwrap.json",
        "yarn.lock",
        "pnpm-lock.yaml",
        "bun.lock",
        "poetry.lock",
        "uv.lock",
        "pdm.lock",
        "Pipfile.lock",
        "pylock.toml",
        "Cargo.lock",
        "go.sum",
        "Gemfile.lock",
        "composer.lock",
        "packages.lock.json",
        "gradle.lockfile",
        "mix.lock",
        "pubspec.lock",
        "Package.resolved",
        "conan.lock",
    }
)
_SUPPORTS = (
    Support("ssdf", "PS.3.2", "moderate"),
    Support("ssdf", "PW.4.1", "moderate"),
    Support("cyber-infra-provider", "(2)-1", "moderate"),
)


def collect(trace: Trace, now: datetime) -> Proposal | None:
    """Propose lock files."""
    return propose(
        trace,
        now,
        collector="lock-files",
        title=Text(ja="依存関係を固定するロックファイル", en="Lock files that pin dependencies"),
        seen=seen_files(trace, [name for name in trace.files if base_name(name) in _NAMES]),
        supports=_SUPPORTS,
        valid_days=180,
    )
