"""Maven coordinates as components, and file names that spell them.

Holds functions over text. Refuses nothing: an artifact without group has no purl, because another's may have its name.
"""

import re
from collections.abc import Mapping

from kaname.extract.packages import Package, PackageList

# name-1.2.3[-classifier].jar: the version begins with the first hyphen before a digit.
_FILE = re.compile(r"(?P<name>.+?)-(?P<version>v?\d[A-Za-z0-9._+-]*)$")


def add_artifact(
    packages: PackageList,
    group: str,
    artifact: str,
    version: str,
    *,
    scope: str | None = None,
    classifier: str = "",
    kind: str = "",
) -> Package:
    """Add a Maven artifact; ``kind`` is its packaging where that is not ``jar``."""
    qualifiers: dict[str, str] = {}
    if classifier:
        qualifiers["classifier"] = classifier
    if kind and kind != "jar":
        qualifiers["type"] = kind
    return packages.add(artifact, version, namespace=group, qualifiers=qualifiers, scope=scope)


def split_file_name(stem: str) -> tuple[str, str]:
    """Return (name, version) of a jar's file name without ending; version ``""`` where it shows none."""
    found = _FILE.fullmatch(stem)
    return (found["name"], found["version"]) if found else (stem, "")


def parse_properties(text: str) -> dict[str, str]:
    """Return the pairs of a Java properties file; escapes beyond line ends are left as they are."""
    pairs = {}
    for line in text.replace("\\\n", "").splitlines():
        bare = line.strip()
        if bare and bare[0] not in "#!":
            key, _, value = re.sub(r"\s*[=:]\s*", "=", bare, count=1).partition("=")
            pairs[key] = value.strip()
    return pairs


def parse_manifest(text: str) -> Mapping[str, str]:
    """Return the main section of a jar's MANIFEST.MF (JAR file specification): continuation lines begin with a space."""
    fields: dict[str, str] = {}
    last = ""
    for line in text.splitlines():
        if not line.strip():
            break
        if line.startswith(" ") and last:
            fields[last] += line[1:]
        else:
            key, _, value = line.partition(":")
            last = key.strip().lower()
            fields[last] = value.strip()
    return fields
