"""Continuous integration is set up: workflow files of the common services."""

import fnmatch
from datetime import datetime

from kaname.assurance.collectors.collector import Proposal, Support, Trace, propose, seen_files
from kaname.catalogs.pack import Text

_PATTERNS = (
    ".github/workflows/*.yml",
    ".github/workflows/*.yaml",
    ".gitlab-ci.yml",
    "Jenkinsfile",
    ".circleci/config.yml",
    "azure-pipelines.yml",
    ".travis.yml",
    "bitbucket-pipelines.yml",
    ".drone.yml",
    "buildspec.yml",
    "cloudbuild.yaml",
)
_SUPPORTS = (
    Support("ssdf", "PO.3.2", "moderate"),
    Support("ssdf", "PO.3.3", "weak"),
    Support("ssdf", "PO.4.1", "weak"),
    Support("cyber-infra-provider", "(1)-2", "moderate"),
    Support("cyber-infra-provider", "(4)-5", "moderate"),
)


def collect(trace: Trace, now: datetime) -> Proposal | None:
    """Propose the files that configure continuous integration."""
    names = [name for name in trace.files if any(fnmatch.fnmatchcase(name, pattern) for pattern in _PATTERNS)]
    return propose(
        trace,
        now,
        collector="ci-configuration",
        title=Text(ja="継続的インテグレーションの設定", en="Configuration of continuous integration"),
        seen=seen_files(trace, names),
        supports=_SUPPORTS,
        valid_days=365,
    )
