"""Source packages that producers write into component properties.

Distribution advisories name source packages, SBOMs list binary ones; these properties join them.
Property names are those of Syft (``syft:metadata:*``), Trivy (``aquasecurity:trivy:Src*``) and cdxgen, which writes
Trivy's names without their prefix.
"""

import re
from collections.abc import Mapping

_TRIVY = "aquasecurity:trivy:"
SOURCE_PROPERTIES = frozenset(
    {
        *(f"{prefix}Src{part}" for prefix in (_TRIVY, "") for part in ("Name", "Version", "Release", "Epoch")),
        "syft:metadata:source",
        "syft:metadata:originPackage",
        "syft:metadata:sourceVersion",
        "syft:metadata:sourceRpm",
        "syft:metadata:epoch",
    }
)
"""Names of the properties that ``source_packages`` looks at: without one of them it returns nothing."""
# A source RPM: name-version-release.src.rpm; neither version nor release holds a hyphen.
_SOURCE_RPM = re.compile(r"(?P<name>.+)-(?P<version>[^-]+-[^-]+)\.(?:no)?src\.rpm")


def source_packages(properties: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return (name, version) of the source packages that properties name; the version is ``""`` where they do not say.

    Args:
        properties: name → value of one component.
    """
    found: list[tuple[str, str]] = []
    for prefix in (_TRIVY, ""):
        name = properties.get(f"{prefix}SrcName")
        if name:
            found.append((name, _trivy_version(properties, prefix)))
    name = properties.get("syft:metadata:source") or properties.get("syft:metadata:originPackage")
    if name:
        found.append((name, properties.get("syft:metadata:sourceVersion", "")))
    rpm = _SOURCE_RPM.fullmatch(properties.get("syft:metadata:sourceRpm", ""))
    if rpm:
        epoch = properties.get("syft:metadata:epoch", "")
        found.append((rpm["name"], (f"{epoch}:" if epoch not in ("", "0") else "") + rpm["version"]))
    return tuple(dict.fromkeys(found))


def _trivy_version(properties: Mapping[str, str], prefix: str) -> str:
    version = properties.get(f"{prefix}SrcVersion", "")
    release = properties.get(f"{prefix}SrcRelease", "")
    epoch = properties.get(f"{prefix}SrcEpoch", "")
    if version and release:
        version = f"{version}-{release}"
    return f"{epoch}:{version}" if version and epoch not in ("", "0") else version
