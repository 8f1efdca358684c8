"""Packages of the RPM family: per release, and for Red Hat per repository.

Red Hat and AlmaLinux name binary packages; the others name source packages, sometimes both. The release comes from the
``distro`` qualifier, the repository (Red Hat), the operating system that the document names, or the dist tag of the
version (``.el9``), in this order.

Module streams (``nodejs:18``): a modular build is compared with modular fixes only and an ordinary build with ordinary
ones; the engine sees to it by the version texts. A fix for another stream says nothing, so modular fixes of another
upstream major version are left out and counted.
"""

import re
from collections.abc import Mapping

from kaname.ident.purl import Purl
from kaname.matching.context import DocumentContext, source_of
from kaname.matching.debian import version_with_epoch
from kaname.matching.plan import (
    NOT_A_PACKAGE,
    RELEASE_UNKNOWN,
    REPOSITORY_UNKNOWN,
    VERSION_MISSING,
    WITHOUT_DATA,
    Available,
    Lookup,
    Plan,
    Refusal,
)
from kaname.model.sbom import Component

# ids as purls, os-release files and SBOM producers write them → OSV base name
_VENDORS: Mapping[str, str] = {
    "redhat": "Red Hat",
    "rhel": "Red Hat",
    "almalinux": "AlmaLinux",
    "alma": "AlmaLinux",
    "rocky": "Rocky Linux",
    "rocky-linux": "Rocky Linux",
    "rockylinux": "Rocky Linux",
    "suse": "SUSE",
    "sles": "SUSE",
    "opensuse": "openSUSE",
    "openeuler": "openEuler",
    "mageia": "Mageia",
    "azurelinux": "Azure Linux",
    "azl": "Azure Linux",
    "azure-linux": "Azure Linux",
    "photon": "Photon OS",
}
_BINARY_NAMES = frozenset({"Red Hat", "AlmaLinux"})
_MAJOR_ONLY = frozenset({"Red Hat", "AlmaLinux", "Rocky Linux", "Mageia"})
_DIST_TAG = re.compile(r"\.(?:module[_+])?el(\d+)(?:_(\d+))?", re.ASCII)
_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
# rhel-9-for-x86_64-appstream-eus-rpms__9_DOT_2
_RHEL_REPOSITORY = re.compile(
    r"rhel-(\d+)-[a-z0-9_-]*?(?:-(eus|aus|tus|e4s|els))?-(?:source-|debug-)?rpms(?:__(\d+)_DOT_(\d+))?$", re.ASCII
)
# rhocp-4.12-for-rhel-8-x86_64-rpms, rhel-8-…; OSV names the product ``openshift:4.12::el8``.
_OPENSHIFT_REPOSITORY = re.compile(r"rhocp-(\d+\.\d+)-for-rhel-(\d+)-", re.ASCII)


def plan_rpm(purl: Purl, component: Component, context: DocumentContext, available: Available) -> Plan | Refusal:
    """Plan a package of the RPM family."""
    if purl.name == "gpg-pubkey":
        # A signing key that rpm keeps in its package database; it has no advisories and no version order.
        return Refusal(NOT_A_PACKAGE, purl.name)
    distro = purl.qualifiers.get("distro", "").lower()
    vendor = purl.namespace or _distro_id(distro) or next((system.id for system in context.systems), "")
    base = _VENDORS.get(vendor) or _VENDORS.get(vendor.partition("-")[0])
    if base is None or not available.has_any(base):
        return Refusal(WITHOUT_DATA, base or vendor or "rpm")
    version = version_with_epoch(purl, component)
    found = _ecosystems(base, purl, distro, version, context, available)
    if isinstance(found, Refusal):
        return found
    ecosystems, doubt = found
    if not version:
        return Refusal(VERSION_MISSING)
    names = [(purl.name, version, "purl")]
    source = None if base in _BINARY_NAMES else source_of(component, purl.qualifiers)
    if source and source[0] != purl.name:
        names.append((source[0], _with_epoch_of(version, source[1]) or version, "purl-upstream"))
    lookups = tuple(
        Lookup(ecosystem, name, compared, criterion) for ecosystem in ecosystems for name, compared, criterion in names
    )
    return Plan(lookups, doubt, purl.qualifiers.get("repository_id")) if doubt else Plan(lookups)


def is_modular(version: str) -> bool:
    """Say whether an rpm version is a build of a module stream."""
    return ".module" in version


def upstream_major(version: str) -> str:
    """Return the leading number of the upstream version, without the epoch."""
    return re.split(r"[.\-_~^]", version.rpartition(":")[2], maxsplit=1)[0]


def _ecosystems(
    base: str, purl: Purl, distro: str, version: str, context: DocumentContext, available: Available
) -> tuple[tuple[str, ...], str | None] | Refusal:
    """Return the ecosystems to ask, and the reason that holds where they know nothing of the name."""
    if base == "Red Hat":
        repository = purl.qualifiers.get("repository_id", "")
        known = _of_repository(repository, available)
        if known:
            return known, None
    release = _release(base, distro, version, context)
    if release is None:
        return Refusal(RELEASE_UNKNOWN, distro or None)
    if base != "Red Hat":
        names = tuple(name for name in (f"{base}:{release}",) if name in available)
        return (names, None) if names else Refusal(WITHOUT_DATA, f"{base}:{release}")
    names = available.of_product(base, "enterprise_linux", release)
    if not names:
        return Refusal(WITHOUT_DATA, f"{base}:enterprise_linux:{release}")
    # A repository that we cannot place may belong to a layered product: silence of the base system proves nothing.
    return names, REPOSITORY_UNKNOWN if purl.qualifiers.get("repository_id") else None


def _of_repository(repository: str, available: Available) -> tuple[str, ...]:
    if not repository:
        return ()
    found = _RHEL_REPOSITORY.match(repository)
    if found:
        major, program, first, second = found.groups()
        if program and first:
            return available.of_product("Red Hat", f"rhel_{program}", f"{first}.{second}")
        return available.of_product("Red Hat", "enterprise_linux", major)
    found = _OPENSHIFT_REPOSITORY.match(repository)
    if found:
        names = available.of_product("Red Hat", "openshift", found[1])
        return tuple(name for name in names if name.endswith(f"el{found[2]}"))
    return ()


def _release(base: str, distro: str, version: str, context: DocumentContext) -> str | None:
    ids = frozenset(name for name, ecosystem in _VENDORS.items() if ecosystem == base)
    stated = _NUMBER.search(distro)
    if stated is None:
        system = context.system_of(ids)
        stated = _NUMBER.search(system.version) if system else None
    if stated is not None:
        return stated[0].partition(".")[0] if base in _MAJOR_ONLY else stated[0]
    tag = _DIST_TAG.search(version) if base in ("Red Hat", "AlmaLinux", "Rocky Linux") else None
    return tag[1] if tag else None


def _distro_id(distro: str) -> str:
    return re.split(r"-(?=\d)", distro, maxsplit=1)[0]


def _with_epoch_of(binary: str, source: str) -> str:
    """Give a source version the epoch of the binary: source rpm file names leave it out."""
    epoch, colon, _ = binary.partition(":")
    return f"{epoch}:{source}" if colon and source and ":" not in source else source
