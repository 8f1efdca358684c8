"""Every collector, in the order in which proposals are shown."""

from kaname.assurance.collectors import (
    analysis_reports,
    branch_rules,
    ci_configuration,
    dependency_updates,
    lock_files,
    sbom_files,
    scan_reports,
    security_policy,
    signatures,
    signed_history,
    test_reports,
    vex_statements,
)
from kaname.assurance.collectors.collector import Collector

COLLECTORS: tuple[Collector, ...] = (
    ci_configuration.collect,
    branch_rules.collect,
    signed_history.collect,
    lock_files.collect,
    dependency_updates.collect,
    security_policy.collect,
    analysis_reports.collect,
    test_reports.collect,
    sbom_files.collect,
    scan_reports.collect,
    vex_statements.collect,
    signatures.collect,
)
