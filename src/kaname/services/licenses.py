"""Licences of a bill of materials: report by policy, and the notices to be delivered with a product."""

from kaname.sbom.licenses import LicenseReport, license_report, parse_license_policy
from kaname.services.check import read_sbom_file, read_small_file


def report_licenses(*, file: str, policy: str | None = None, use: str = "") -> LicenseReport:
    """Report the licences of a document.

    Args:
        file: path; ``-`` for standard input. policy: path of a policy in YAML. use: a use that the policy names.

    Raises:
        InputError, UnsupportedError: a file cannot be read or is not of its form; ``sbom.license_use_unknown``.
    """
    found = read_small_file(policy, parse_license_policy) if policy is not None else None
    return license_report(read_sbom_file(file), policy=found, use=use)
