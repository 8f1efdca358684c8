"""The context in which vulnerabilities are judged: product, releases, roles, systems, sector, regimes, trusted issuers.

These are the keys of ``kaname.yaml`` that triage reads. Everything may be left out: what is not said stays unknown and is
asked for where it matters.
"""

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources
from typing import Literal

import msgspec
from msgspec import Struct

from kaname.errors import InputError, KanameError
from kaname.ident.purl import parse_purl
from kaname.triage.deadlines import load_regimes
from kaname.triage.ssvc import Input, Registry
from kaname.triage.trust import TrustedIssuer

PartyRole = Literal["developer", "supplier", "operator", "customer"]
Exposure = Literal["small", "controlled", "open"]
MissionImpact = Literal["degraded", "mef-support-crippled", "mef-failure", "mission-failure"]
SafetyImpact = Literal["negligible", "marginal", "critical", "catastrophic"]
Sensitivity = Literal["public", "internal", "confidential", "personal"]
ValueDensity = Literal["diffuse", "concentrated"]
WellBeing = Literal["low", "medium", "high"]

# Words of the context → (decision point, value key), SSVC 2026.7.0.
_VALUES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "exposure": ("ssvc:EXP", {"small": "S", "controlled": "C", "open": "O"}),
    "mission_impact": (
        "ssvc:MI",
        {"degraded": "D", "mef-support-crippled": "MSC", "mef-failure": "MEF", "mission-failure": "MF"},
    ),
    "safety_impact": ("ssvc:SI", {"negligible": "N", "marginal": "M", "critical": "R", "catastrophic": "C"}),
    "value_density": ("ssvc:VD", {"diffuse": "D", "concentrated": "C"}),
    "mission_wellbeing": ("ssvc:MWI", {"low": "L", "medium": "M", "high": "H"}),
}


class Release(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A release of the product. ``sbom``: file relative to the workspace; ``released``: ISO 8601 day."""

    version: str
    sbom: str = ""
    released: str = ""


class Product(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The product of this workspace. Identifiers without version fit every release."""

    name: str
    purls: tuple[str, ...] = ()
    cpes: tuple[str, ...] = ()
    releases: tuple[Release, ...] = ()


class NotDeployed(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Components that are listed but not deployed on a system. ``component``: purl pattern, ``*`` for any characters."""

    component: str
    reason: str
    author: str = ""


class System(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A running system.

    Attributes:
        targets: patterns of SBOM paths, product names or purls that run on it; empty: all.
        exposure, mission_impact, safety_impact, value_density, mission_wellbeing: values of SSVC decision points.
        publicly_exposed: reachable from the internet (BOD 26-04); None follows from ``exposure: open``.
        data: the most sensitive kind of data on it.
    """

    id: str
    name: str = ""
    targets: tuple[str, ...] = ()
    exposure: Exposure | None = None
    mission_impact: MissionImpact | None = None
    safety_impact: SafetyImpact | None = None
    value_density: ValueDensity | None = None
    mission_wellbeing: WellBeing | None = None
    publicly_exposed: bool | None = None
    data: Sensitivity | None = None
    not_deployed: tuple[NotDeployed, ...] = ()


class Override(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A value of a decision point that a person set.

    Attributes:
        vulnerability: id or ``*``. component: purl pattern; empty: all. system: id; empty: all.
        point: key, ``namespace:key`` or id. value: key, several joined by ``|``.
    """

    vulnerability: str
    point: str
    value: str
    reason: str
    author: str
    component: str = ""
    system: str = ""
    date: str = ""


class Context(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What ``kaname.yaml`` says for triage.

    Attributes:
        organisation: who issues our own statements. website: its URL, the publisher namespace of CSAF.
        sector: id of a critical-infrastructure sector, see ``load_sectors``. regimes: ids of regimes that apply.
        policy: YAML file of a triage policy, relative to the workspace; empty: the bundled one.
    """

    name: str = ""
    organisation: str = ""
    website: str = ""
    roles: tuple[PartyRole, ...] = ()
    sector: str = ""
    regimes: tuple[str, ...] = ()
    product: Product | None = None
    systems: tuple[System, ...] = ()
    trust: tuple[TrustedIssuer, ...] = ()
    overrides: tuple[Override, ...] = ()
    policy: str = ""

    def systems_of(self, *names: str) -> tuple[System, ...]:
        """Return the systems on which a target runs, by any of its names (path, product name, purl)."""
        return tuple(
            system
            for system in self.systems
            if not system.targets
            or any(fnmatchcase(name, pattern) for name in names if name for pattern in system.targets)
        )


class Sector(Struct, frozen=True, forbid_unknown_fields=True):
    """One sector. ``ja`` is the official name, ``en`` the official or a plain rendering."""

    id: str
    ja: str
    en: str

    def name(self, lang: str) -> str:
        """Return the name in a language."""
        return self.ja if lang == "ja" else self.en


class _Sectors(Struct, frozen=True, forbid_unknown_fields=True):
    source: str
    checked: str
    sectors: tuple[Sector, ...]


@cache
def load_sectors() -> Mapping[str, Sector]:
    """Return the 15 Japanese critical-infrastructure sectors by id, in the official order."""
    import yaml

    data = resources.files("kaname.triage").joinpath("sectors.yaml").read_bytes()
    content = msgspec.convert(yaml.safe_load(data), type=_Sectors)
    return {sector.id: sector for sector in content.sectors}


def inputs_of_system(registry: Registry, system: System) -> dict[str, Input]:
    """Return the decision-point values that the context of a system gives, by point id."""
    inputs: dict[str, Input] = {}
    for member, (point_name, keys) in _VALUES.items():
        word = getattr(system, member)
        if word is not None:
            point = registry.point(point_name)
            inputs[point.id] = Input(
                point=point.id, values=(keys[word],), origin="context", detail=f"{system.id}: {member}={word}"
            )
    exposed = system.publicly_exposed
    if exposed is None and system.exposure == "open":
        exposed = True
    if exposed is not None:
        point = registry.point("cisa:PE")
        inputs[point.id] = Input(
            point=point.id,
            values=("Y" if exposed else "N",),
            origin="context",
            detail=f"{system.id}: publicly_exposed={'true' if exposed else 'false'}",
        )
    return inputs


def context_defects(context: Context, registry: Registry) -> Iterator[KanameError]:
    """Yield what is wrong with a context beyond its form: unknown sectors, regimes, systems, points, ids given twice."""
    sectors, regimes = load_sectors(), load_regimes()
    if context.sector and context.sector not in sectors:
        yield InputError("context.unknown_sector", path="sector", given=context.sector, known=", ".join(sectors))
    for index, name in enumerate(context.regimes):
        if name not in regimes:
            yield InputError("context.unknown_regime", path=f"regimes[{index}]", given=name, known=", ".join(regimes))
    for index, purl in enumerate(context.product.purls if context.product is not None else ()):
        try:
            parse_purl(purl)
        except InputError as error:
            # It would never fit anything, and nobody would know why.
            yield InputError(error.code, path=f"product.purls[{index}]", **dict(error.params))
    seen: set[str] = set()
    for index, system in enumerate(context.systems):
        if system.id in seen:
            yield InputError("context.system_twice", path=f"systems[{index}].id", id=system.id)
        seen.add(system.id)
        for number, entry in enumerate(system.not_deployed):
            if not entry.reason.strip():
                yield InputError("context.no_reason", path=f"systems[{index}].not_deployed[{number}].reason")
    for index, override in enumerate(context.overrides):
        path = f"overrides[{index}]"
        if not override.reason.strip() or not override.author.strip():
            yield InputError("context.override_needs_reason", path=path)
        if override.system and override.system not in seen:
            yield InputError("context.unknown_system", path=f"{path}.system", given=override.system)
        try:
            point = registry.point(override.point)
            for key in override.value.split("|"):
                point.value(key)
        except InputError as error:
            yield InputError(error.code, path=path, **dict(error.params))


def context_gaps(context: Context) -> Iterator[tuple[str, str]]:
    """Yield what is not said and would be asked for, as (message code, where)."""
    if not context.organisation:
        yield "context.gap.organisation", ""
    if context.product is None:
        yield "context.gap.product", ""
    elif not context.product.purls and not context.product.cpes:
        yield "context.gap.product_identifier", ""
    if not context.roles:
        yield "context.gap.roles", ""
    if "operator" in context.roles and not context.systems:
        yield "context.gap.systems", ""
    for system in context.systems:
        for member in ("exposure", "mission_impact", "safety_impact"):
            if getattr(system, member) is None:
                yield f"context.gap.{member}", system.id
