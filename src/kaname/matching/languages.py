"""Packages of language registries and of others whose name in the advisories is the name in the package URL."""

from collections.abc import Mapping

from kaname.ident.ecosystems import normalise_name
from kaname.ident.purl import Purl
from kaname.matching.context import DocumentContext
from kaname.matching.plan import (
    GROUP_DOUBTFUL,
    TYPE_NOT_SUPPORTED,
    VERSION_MISSING,
    WITHOUT_DATA,
    Available,
    Lookup,
    Plan,
    Refusal,
)
from kaname.model.sbom import Component

# purl type → ecosystem, for those whose name is the full name of the purl.
ECOSYSTEM_OF_TYPE: Mapping[str, str] = {
    "npm": "npm",
    "pypi": "PyPI",
    "cargo": "crates.io",
    "gem": "RubyGems",
    "nuget": "NuGet",
    "hex": "Hex",
    "pub": "Pub",
    "swift": "SwiftURL",
    "cran": "CRAN",
    "julia": "Julia",
    "opam": "opam",
    "bitnami": "Bitnami",
    "conan": "ConanCenter",
    "githubactions": "GitHub Actions",
    "vscode-extension": "VSCode",
}
_DRUPAL = "Packagist:https://packages.drupal.org/8"


def plan_registry(purl: Purl, component: Component, available: Available) -> Plan | Refusal:
    """Plan a package whose ecosystem follows from its type alone."""
    return _plan_one(ECOSYSTEM_OF_TYPE[purl.type], purl.full_name, purl, component, available)


def plan_maven(purl: Purl, component: Component, context: DocumentContext, available: Available) -> Plan | Refusal:
    """Plan a Maven artifact: advisories name it ``group:artifact``.

    A group never holds ``#``: what a producer adds after it (the module that a manifest names) is taken off for a second
    look. Where the producer is known to guess and group equals artifact, silence proves nothing.
    """
    group = purl.namespace or ""
    plan = _plan_one("Maven", f"{group}:{purl.name}", purl, component, available)
    if isinstance(plan, Refusal):
        return plan
    doubtful = "#" in group or (context.guesses_groups and group == purl.name)
    if not doubtful:
        return plan
    real, mark, _ = group.partition("#")
    if mark and real:
        first = plan.lookups[0]
        plan = Plan((first, first._replace(name=f"{real}:{purl.name}", criterion="maven-group")))
    return plan._replace(unless_known=GROUP_DOUBTFUL, detail=f"{group}:{purl.name}")


def plan_hackage(purl: Purl, component: Component, available: Available) -> Plan | Refusal:
    """Plan a Haskell package; the compiler has an ecosystem of its own."""
    ecosystem = "GHC" if purl.name.lower() == "ghc" and "GHC" in available else "Hackage"
    return _plan_one(ecosystem, purl.name, purl, component, available)


def plan_composer(purl: Purl, component: Component, available: Available) -> Plan | Refusal:
    """Plan a PHP package; projects of drupal.org are looked up in their own repository too."""
    plan = _plan_one("Packagist", purl.full_name, purl, component, available)
    if purl.namespace != "drupal" or _DRUPAL not in available:
        return plan
    extra = _plan_one(_DRUPAL, purl.full_name, purl, component, available)
    if isinstance(plan, Refusal) or isinstance(extra, Refusal):
        return extra if isinstance(plan, Refusal) else plan
    return Plan(plan.lookups + extra.lookups)


def plan_github(purl: Purl, component: Component, available: Available) -> Plan | Refusal:
    """Plan a GitHub repository: evaluated only where it is known as an action.

    A repository can be anything; advisories for repositories exist for actions only, so that silence proves nothing
    unless the document says that it is an action.
    """
    plan = _plan_one("GitHub Actions", purl.full_name, purl, component, available)
    if isinstance(plan, Refusal):
        return plan if is_action(component) else Refusal(TYPE_NOT_SUPPORTED, purl.type)
    return plan if is_action(component) else plan._replace(unless_known=TYPE_NOT_SUPPORTED, detail=purl.type)


def is_action(component: Component) -> bool:
    """Say whether the document calls the component a GitHub action."""
    return any(
        name == "syft:package:type" and value.startswith("github-action") for name, value in component.properties
    )


def _plan_one(ecosystem: str, name: str, purl: Purl, component: Component, available: Available) -> Plan | Refusal:
    if ecosystem not in available:
        return Refusal(WITHOUT_DATA, ecosystem)
    version = purl.version or component.version
    if not version:
        return Refusal(VERSION_MISSING)
    return Plan((Lookup(ecosystem, normalise_name(ecosystem, name), version, "purl"),))
