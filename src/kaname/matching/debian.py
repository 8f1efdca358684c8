"""Binary packages of dpkg distributions: advisories name source packages, per release.

The release comes from the ``distro`` qualifier, else from the operating system that the document names, else from the
version itself where it carries the distribution's own mark (``+deb12u3``, ``ubuntu0.22.04.1``). Nothing else is taken as
a hint: without a release the component is not evaluated.
"""

import re
from collections.abc import Mapping

from kaname.ident.ecosystems import normalise_name
from kaname.ident.purl import Purl
from kaname.matching.context import DocumentContext, source_of
from kaname.matching.plan import (
    RELEASE_UNKNOWN,
    SOURCE_UNKNOWN,
    VERSION_MISSING,
    WITHOUT_DATA,
    Available,
    Lookup,
    Plan,
    Refusal,
)
from kaname.model.sbom import Component

# Code names as the distributions publish them (wiki.debian.org/DebianReleases, wiki.ubuntu.com/Releases).
_DEBIAN: Mapping[str, str] = {
    "squeeze": "6.0",
    "wheezy": "7",
    "jessie": "8",
    "stretch": "9",
    "buster": "10",
    "bullseye": "11",
    "bookworm": "12",
    "trixie": "13",
    "forky": "14",
}
_UBUNTU: Mapping[str, str] = {
    "trusty": "14.04",
    "xenial": "16.04",
    "bionic": "18.04",
    "focal": "20.04",
    "jammy": "22.04",
    "noble": "24.04",
    "oracular": "24.10",
    "plucky": "25.04",
    "questing": "25.10",
}
_DEBIAN_MARK = re.compile(r"\+deb(\d+)u\d+|~deb(\d+)u\d+", re.ASCII)
_UBUNTU_MARK = re.compile(r"(?:ubuntu|[~+])\d*\.?(\d\d\.(?:04|10))(?:\.\d+)?(?:~|$|\+)", re.ASCII)
_REBUILD = re.compile(r"\+b\d+$", re.ASCII)
_NUMBER = re.compile(r"(\d+)(?:\.(\d+))?", re.ASCII)


def plan_deb(purl: Purl, component: Component, context: DocumentContext, available: Available) -> Plan | Refusal:
    """Plan a Debian or Ubuntu binary package."""
    version = version_with_epoch(purl, component)
    distro = purl.qualifiers.get("distro", "").lower()
    vendor = purl.namespace or distro.partition("-")[0] or next((s.id for s in context.systems), "")
    if vendor not in ("debian", "ubuntu"):
        return Refusal(WITHOUT_DATA, vendor or "deb")
    release = _release(vendor, distro, version, context)
    if release is None:
        return Refusal(RELEASE_UNKNOWN, distro or None)
    base = vendor.capitalize()
    ecosystem = next((name for name in (f"{base}:{release}", f"{base}:{release}:LTS") if name in available), None)
    if ecosystem is None:
        return Refusal(WITHOUT_DATA, f"{base}:{release}")
    if not version:
        return Refusal(VERSION_MISSING)
    source = source_of(component, purl.qualifiers)
    name, source_version = source or (purl.name, "")
    criterion = "purl" if name == purl.name else "purl-upstream"
    lookup = Lookup(ecosystem, normalise_name(ecosystem, name), source_version or _REBUILD.sub("", version), criterion)
    if source is None and not context.states_sources and purl.qualifiers.get("arch") != "source":
        return Plan((lookup,), SOURCE_UNKNOWN, purl.name)
    return Plan((lookup,))


def version_with_epoch(purl: Purl, component: Component) -> str:
    """Return the version of a dpkg or rpm package with the epoch that a purl may keep in a qualifier of its own."""
    version = purl.version or component.version
    if not version or ":" in version:
        return version
    if component.version.endswith(":" + version):
        return component.version
    epoch = purl.qualifiers.get("epoch", "")
    return f"{epoch}:{version}" if epoch and epoch != "0" else version


def _release(vendor: str, distro: str, version: str, context: DocumentContext) -> str | None:
    names = _DEBIAN if vendor == "debian" else _UBUNTU
    stated = distro.removeprefix(vendor).lstrip("-_ ")
    if not stated:
        system = context.system_of(frozenset({vendor}))
        stated = system.version if system else ""
    for code_name, release in names.items():
        if stated == code_name or stated.startswith(code_name + "/"):
            return release
    if vendor == "ubuntu":
        found = re.match(r"\d\d\.\d\d", stated, re.ASCII) or _UBUNTU_MARK.search(version)
        return (found[1] if found.re is _UBUNTU_MARK else found[0]) if found else None
    number = _NUMBER.match(stated)
    if number:
        # Until 6.0 Debian counted minor releases as releases of their own.
        return f"{number[1]}.{number[2]}" if int(number[1]) <= 6 and number[2] else number[1]
    mark = None if stated else _DEBIAN_MARK.search(version)
    return next(group for group in mark.groups() if group) if mark else None
