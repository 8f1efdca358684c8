"""Decision-point values from what is known about a vulnerability: KEV, published assessments, references, CVSS, EPSS.

A fact gives a value; an estimate gives one too, or several, and is marked as an estimate by its origin:

* Exploitation: active where a catalogue of known exploited vulnerabilities lists it; as CISA assessed it; public exploit
  where a reference shows one; a CVSS exploit-maturity metric; from EPSS (possible, likely) an estimate. Where none of these
  says anything the value is *none*: SSVC defines it as the absence of evidence, and the sources that were asked are named.
* Automatable: as assessed; CVSS 4.0 ``AU``; else estimated: network, no privileges, no interaction, low complexity.
* Technical impact: as assessed; else estimated: total where confidentiality and integrity are both lost completely.
"""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from kaname.ident.vulnerability_ids import id_key
from kaname.model.finding import Identity
from kaname.model.vulnerability import CvssScore, Vulnerability
from kaname.triage.context import Override
from kaname.triage.policy import Policy
from kaname.triage.severity import leading_score
from kaname.triage.ssvc import Input, Registry

_EXPLOITATION = {"none": "N", "poc": "P", "active": "A"}
_AUTOMATABLE = {"no": "N", "yes": "Y"}
_IMPACT = {"partial": "P", "total": "T"}
# CVSS exploit maturity: 4.0 ``E`` (A attacked, P proof of concept, U unreported), 3.x ``E`` (H, F functional, P, U).
_MATURITY = {"4": {"A": "A", "P": "P"}, "3": {"H": "P", "F": "P", "P": "P"}}


def inputs_of_vulnerability(
    registry: Registry, vulnerability: Vulnerability, *, policy: Policy, kev_is_known: bool
) -> dict[str, Input]:
    """Return the decision-point values that the sources give for a vulnerability, by point id.

    Args:
        kev_is_known: a catalogue of exploited vulnerabilities was among the sources; only then its silence says anything.
    """
    found = [_exploitation(vulnerability, policy, kev_is_known), _automatable(vulnerability), _impact(vulnerability)]
    if vulnerability.kev.listed or kev_is_known:
        day = vulnerability.kev.date_added or ""
        found.append(("cisa:KEV", ("Y",) if vulnerability.kev.listed else ("N",), "kev", day))
    # A vulnerability that has a public record is public.
    found.append(("ssvc:RP", ("Y",), "given", vulnerability.id))
    inputs: dict[str, Input] = {}
    for entry in found:
        if entry is not None:
            name, values, origin, detail = entry
            point = registry.point(name)
            inputs[point.id] = Input(point=point.id, values=values, origin=origin, detail=detail or None)
    return inputs


def inputs_of_overrides(
    registry: Registry,
    overrides: Iterable[Override],
    *,
    vulnerability: Vulnerability,
    identity: Identity,
    system: str,
) -> dict[str, Input]:
    """Return the values that persons set for this vulnerability, component and system; a later one wins."""
    names = {id_key(name) for name in (vulnerability.id, *vulnerability.aliases)}
    inputs: dict[str, Input] = {}
    for one in overrides:
        if one.vulnerability != "*" and id_key(one.vulnerability) not in names:
            continue
        if one.component and not any(fnmatchcase(purl, one.component) for purl in identity.purls):
            continue
        if one.system and one.system != system:
            continue
        point = registry.point(one.point)
        keys = [point.value(key).key for key in one.value.split("|")]
        inputs[point.id] = Input(
            point=point.id,
            values=tuple(key for key in point.keys if key in keys),
            origin="override",
            detail=one.date or None,
            reason=one.reason,
            author=one.author,
        )
    return inputs


def priority_score(vulnerability: Vulnerability, *, policy: Policy, is_direct: bool) -> float:
    """Return the order inside one outcome, 0 to 100 with one decimal; higher first.

    ``kev`` points where it is listed; ``epss`` times the EPSS score; ``cvss`` times a tenth of the leading base score;
    ``direct`` where the component is a direct dependency. An absent value gives no points.
    """
    weights = policy.score
    leading = leading_score(vulnerability)
    points = weights.kev if vulnerability.kev.listed else 0.0
    points += weights.epss * (vulnerability.epss.score if vulnerability.epss else 0.0)
    points += weights.cvss * ((leading.score or 0.0) / 10 if leading is not None else 0.0)
    points += weights.direct if is_direct else 0.0
    return round(points, 1)


_Found = tuple[str, tuple[str, ...], str, str]


def _exploitation(vulnerability: Vulnerability, policy: Policy, kev_is_known: bool) -> _Found | None:
    name = "ssvc:E"
    if vulnerability.kev.listed:
        return name, ("A",), "kev", vulnerability.kev.date_added or ""
    assessed = _assessed(vulnerability, "exploitation", _EXPLOITATION)
    if assessed is not None and assessed[0] != "N":
        return name, (assessed[0],), "vulnrichment", assessed[1]
    reference = next(
        (url for url in vulnerability.references if any(part in url for part in policy.exploit_references)), None
    )
    if reference is not None:
        return name, ("P",), "exploit-reference", reference
    for score in vulnerability.cvss:
        value = _MATURITY.get(score.version[:1], {}).get(_metrics(score).get("E", ""))
        if value is not None:
            return name, (value,), "cvss-heuristic", score.vector
    if assessed is not None:
        return name, ("N",), "vulnrichment", assessed[1]
    epss = vulnerability.epss
    if epss is not None and policy.epss.models and epss.model not in policy.epss.models:
        epss = None
    if epss is not None and epss.score >= policy.epss.likely:
        return name, ("P", "A"), "epss-heuristic", f"EPSS {epss.score:.3f}"
    if epss is not None and epss.score >= policy.epss.possible:
        return name, ("N", "P"), "epss-heuristic", f"EPSS {epss.score:.3f}"
    if not kev_is_known:
        return None
    return name, ("N",), "no-evidence", "KEV, " + (f"EPSS {epss.score:.3f}" if epss is not None else "EPSS -")


def _automatable(vulnerability: Vulnerability) -> _Found | None:
    name = "ssvc:A"
    assessed = _assessed(vulnerability, "automatable", _AUTOMATABLE)
    if assessed is not None:
        return name, (assessed[0],), "vulnrichment", assessed[1]
    for score in vulnerability.cvss:
        stated = _metrics(score).get("AU") if score.version.startswith("4") else None
        if stated in ("Y", "N"):
            return name, (stated,), "cvss-heuristic", score.vector
    leading = leading_score(vulnerability)
    if leading is None or leading.version.startswith("2"):
        return None
    metrics = _metrics(leading)
    easy = all(
        metrics.get(key) == value
        for key, value in (("AV", "N"), ("AC", "L"), ("PR", "N"), ("UI", "N"), ("AT", "N"))
        if key in metrics
    )
    return name, ("Y" if easy else "N",), "cvss-heuristic", leading.vector


def _impact(vulnerability: Vulnerability) -> _Found | None:
    name = "ssvc:TI"
    assessed = _assessed(vulnerability, "technical_impact", _IMPACT)
    if assessed is not None:
        return name, (assessed[0],), "vulnrichment", assessed[1]
    leading = leading_score(vulnerability)
    if leading is None or leading.version.startswith("2"):
        return None
    metrics = _metrics(leading)
    lost = metrics.get("C", metrics.get("VC")) == "H" and metrics.get("I", metrics.get("VI")) == "H"
    return name, ("T" if lost else "P",), "cvss-heuristic", leading.vector


def _assessed(vulnerability: Vulnerability, member: str, words: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the newest published assessment of a point as (value key, who and when)."""
    stated = [one for one in vulnerability.ssvc if getattr(one, member) in words]
    if not stated:
        return None
    newest = max(stated, key=lambda one: (one.assessed or "", one.assessor))
    return words[getattr(newest, member)], f"{newest.assessor} {newest.assessed or ''}".strip()


def _metrics(score: CvssScore) -> dict[str, str]:
    pairs = (part.partition(":") for part in score.vector.split("/"))
    return {name: value for name, _, value in pairs if value}
