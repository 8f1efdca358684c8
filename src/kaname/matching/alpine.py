"""Packages of apk distributions: advisories name the origin package; Alpine's data is per release branch."""

import re

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

_ROLLING = {"wolfi": "Wolfi", "chainguard": "Chainguard", "minimos": "MinimOS"}
_BRANCH = re.compile(r"v?(\d+\.\d+)", re.ASCII)


def plan_apk(purl: Purl, component: Component, context: DocumentContext, available: Available) -> Plan | Refusal:
    """Plan a package of Alpine, Wolfi or another apk distribution."""
    distro = purl.qualifiers.get("distro", "").lower()
    vendor = purl.namespace or _vendor(purl, distro, context)
    if vendor in _ROLLING:
        ecosystem = _ROLLING[vendor]
    elif vendor == "alpine":
        stated = distro.removeprefix("alpine").lstrip("-_ ")
        system = None if stated else context.system_of(frozenset({"alpine"}))
        branch = _BRANCH.match(stated or (system.version if system else ""))
        if branch is None:
            return Refusal(RELEASE_UNKNOWN, distro or None)
        ecosystem = f"Alpine:v{branch[1]}"
    else:
        return Refusal(WITHOUT_DATA, vendor or "apk")
    if ecosystem not in available:
        return Refusal(WITHOUT_DATA, ecosystem)
    version = purl.version or component.version
    if not version:
        return Refusal(VERSION_MISSING)
    source = source_of(component, purl.qualifiers)
    name = source[0] if source else purl.name
    lookups = (
        Lookup(ecosystem, normalise_name(ecosystem, name), version, "purl" if name == purl.name else "purl-upstream"),
    )
    if source is None and not context.states_sources:
        return Plan(lookups, SOURCE_UNKNOWN, purl.name)
    return Plan(lookups)


def _vendor(purl: Purl, distro: str, context: DocumentContext) -> str:
    # Old documents write ``pkg:alpine/name``, a type that was never registered.
    if purl.type == "alpine":
        return "alpine"
    return distro.partition("-")[0] or next((system.id for system in context.systems), "")
