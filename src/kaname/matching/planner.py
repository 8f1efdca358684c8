"""From a component to its look-ups: which matcher is asked, and what is refused before any is."""

from kaname.errors import InputError
from kaname.ident.purl import Purl, parse_purl
from kaname.matching import alpine, debian, golang, languages, rpm
from kaname.matching.context import DocumentContext, is_operating_system
from kaname.matching.plan import (
    CPE_ONLY,
    NO_IDENTIFIER,
    NOT_A_PACKAGE,
    PURL_INVALID,
    TYPE_NOT_SUPPORTED,
    Available,
    Lookup,
    Plan,
    Refusal,
)
from kaname.model.sbom import Component

# A component lists its identity once per repository or architecture; the rest repeats it.
MAX_PURLS = 32
# Kinds that describe a thing which is no package of any registry, unless they carry a package URL.
_NO_PACKAGE = frozenset(
    {
        "operating-system",
        "file",
        "data",
        "device",
        "container",
        "machine-learning-model",
        "cryptographic-asset",
        "platform",
    }
)


def plan_component(component: Component, context: DocumentContext, available: Available) -> Plan | Refusal:
    """Return the look-ups of a component, or why there are none.

    A component that has a package URL is looked up by it and never by its name in another ecosystem. Where several are
    given, the look-ups of all that can be used are joined.
    """
    texts = [text for text in (component.purl, *component.purls[:MAX_PURLS]) if text]
    if not texts:
        return refuse_nameless(component)
    if len(texts) == 1:
        return _plan_text(texts[0], component, context, available)
    return _join([_plan_text(text, component, context, available) for text in texts])


def plan_purl(purl: Purl, component: Component, context: DocumentContext, available: Available) -> Plan | Refusal:
    """Return the look-ups of a package URL in the light of its component and document."""
    kind = purl.type
    if kind in languages.ECOSYSTEM_OF_TYPE:
        return languages.plan_registry(purl, component, available)
    if kind == "maven":
        return languages.plan_maven(purl, component, context, available)
    if kind == "golang":
        return golang.plan_golang(purl, component, context, available)
    if kind == "deb":
        return debian.plan_deb(purl, component, context, available)
    if kind in ("apk", "alpine"):
        return alpine.plan_apk(purl, component, context, available)
    if kind in ("rpm", "rpmmod"):
        return rpm.plan_rpm(purl, component, context, available)
    if kind == "composer":
        return languages.plan_composer(purl, component, available)
    if kind == "hackage":
        return languages.plan_hackage(purl, component, available)
    if kind == "github":
        return languages.plan_github(purl, component, available)
    return Refusal(TYPE_NOT_SUPPORTED, kind)


def _plan_text(text: str, component: Component, context: DocumentContext, available: Available) -> Plan | Refusal:
    try:
        purl = parse_purl(text)
    except InputError as error:
        return Refusal(PURL_INVALID, error.code)
    return plan_purl(purl, component, context, available)


def refuse_nameless(component: Component) -> Refusal:
    """Return why a component without any package URL has no look-ups."""
    if component.kind in _NO_PACKAGE or is_operating_system(component):
        return Refusal(NOT_A_PACKAGE, component.kind or "operating-system")
    return _CPE_ONLY if component.cpes else _NO_IDENTIFIER


_CPE_ONLY, _NO_IDENTIFIER = Refusal(CPE_ONLY), Refusal(NO_IDENTIFIER)


def _join(plans: list[Plan | Refusal]) -> Plan | Refusal:
    lookups: dict[Lookup, None] = {}
    doubt: Plan | None = None
    for plan in plans:
        if isinstance(plan, Plan):
            lookups.update(dict.fromkeys(plan.lookups))
            doubt = plan if plan.unless_known else doubt
    if not lookups:
        return plans[0]
    return Plan(tuple(lookups), doubt.unless_known, doubt.detail) if doubt else Plan(tuple(lookups))
