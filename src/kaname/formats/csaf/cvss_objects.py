"""CVSS objects as CSAF embeds them: which properties they have, what a vector says, and the scores that follow from it.

Property names and values are those of the JSON forms of CVSS 2.0, 3.0, 3.1 and 4.0.1 by FIRST. Scores are computed by the
``cvss`` library; a vector that it refuses is no vector.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from cvss import CVSS2, CVSS3, CVSS4
from cvss.exceptions import CVSSError
from msgspec import Struct

from kaname.formats.csaf.nodes import Node
from kaname.formats.csaf.structure import Amount, Record, Shape, Text, one_of, record

# A vector with every metric of CVSS 4.0 has fewer than 250 characters.
MAX_VECTOR_CHARACTERS = 1_000


class Scores(Struct, frozen=True):
    """What a vector comes to. ``temporal`` and ``environmental`` equal the score before them where nothing is given."""

    base: float
    temporal: float
    environmental: float


class Metric(Struct, frozen=True):
    """A metric of a vector: the property that repeats it, and its values by abbreviation."""

    property: str
    values: Mapping[str, str]


def _values(text: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in text.split())


_IMPACT_2 = "N=NONE P=PARTIAL C=COMPLETE"
_NEED_2 = "L=LOW M=MEDIUM H=HIGH ND=NOT_DEFINED"
_IMPACT = "N=NONE L=LOW H=HIGH"
_NEED = "L=LOW M=MEDIUM H=HIGH X=NOT_DEFINED"
_X = " X=NOT_DEFINED"
_AV_3 = "N=NETWORK A=ADJACENT_NETWORK L=LOCAL P=PHYSICAL"
_AV_4 = "N=NETWORK A=ADJACENT L=LOCAL P=PHYSICAL"
_AC = "L=LOW H=HIGH"
_UI_4 = "N=NONE P=PASSIVE A=ACTIVE"
_AT_4 = "N=NONE P=PRESENT"

_METRICS_2 = {
    "AV": ("accessVector", "N=NETWORK A=ADJACENT_NETWORK L=LOCAL"),
    "AC": ("accessComplexity", "H=HIGH M=MEDIUM L=LOW"),
    "Au": ("authentication", "M=MULTIPLE S=SINGLE N=NONE"),
    "C": ("confidentialityImpact", _IMPACT_2),
    "I": ("integrityImpact", _IMPACT_2),
    "A": ("availabilityImpact", _IMPACT_2),
    "E": ("exploitability", "U=UNPROVEN POC=PROOF_OF_CONCEPT F=FUNCTIONAL H=HIGH ND=NOT_DEFINED"),
    "RL": ("remediationLevel", "OF=OFFICIAL_FIX TF=TEMPORARY_FIX W=WORKAROUND U=UNAVAILABLE ND=NOT_DEFINED"),
    "RC": ("reportConfidence", "UC=UNCONFIRMED UR=UNCORROBORATED C=CONFIRMED ND=NOT_DEFINED"),
    "CDP": (
        "collateralDamagePotential",
        "N=NONE L=LOW LM=LOW_MEDIUM MH=MEDIUM_HIGH H=HIGH ND=NOT_DEFINED",
    ),
    "TD": ("targetDistribution", "N=NONE L=LOW M=MEDIUM H=HIGH ND=NOT_DEFINED"),
    "CR": ("confidentialityRequirement", _NEED_2),
    "IR": ("integrityRequirement", _NEED_2),
    "AR": ("availabilityRequirement", _NEED_2),
}
_METRICS_3 = {
    "AV": ("attackVector", _AV_3),
    "AC": ("attackComplexity", _AC),
    "PR": ("privilegesRequired", _IMPACT),
    "UI": ("userInteraction", "N=NONE R=REQUIRED"),
    "S": ("scope", "U=UNCHANGED C=CHANGED"),
    "C": ("confidentialityImpact", _IMPACT),
    "I": ("integrityImpact", _IMPACT),
    "A": ("availabilityImpact", _IMPACT),
    "E": ("exploitCodeMaturity", "U=UNPROVEN P=PROOF_OF_CONCEPT F=FUNCTIONAL H=HIGH X=NOT_DEFINED"),
    "RL": ("remediationLevel", "O=OFFICIAL_FIX T=TEMPORARY_FIX W=WORKAROUND U=UNAVAILABLE X=NOT_DEFINED"),
    "RC": ("reportConfidence", "U=UNKNOWN R=REASONABLE C=CONFIRMED X=NOT_DEFINED"),
    "CR": ("confidentialityRequirement", _NEED),
    "IR": ("integrityRequirement", _NEED),
    "AR": ("availabilityRequirement", _NEED),
    "MAV": ("modifiedAttackVector", _AV_3 + _X),
    "MAC": ("modifiedAttackComplexity", _AC + _X),
    "MPR": ("modifiedPrivilegesRequired", _IMPACT + _X),
    "MUI": ("modifiedUserInteraction", "N=NONE R=REQUIRED" + _X),
    "MS": ("modifiedScope", "U=UNCHANGED C=CHANGED" + _X),
    "MC": ("modifiedConfidentialityImpact", _IMPACT + _X),
    "MI": ("modifiedIntegrityImpact", _IMPACT + _X),
    "MA": ("modifiedAvailabilityImpact", _IMPACT + _X),
}
_METRICS_4 = {
    "AV": ("attackVector", _AV_4),
    "AC": ("attackComplexity", _AC),
    "AT": ("attackRequirements", _AT_4),
    "PR": ("privilegesRequired", _IMPACT),
    "UI": ("userInteraction", _UI_4),
    "VC": ("vulnConfidentialityImpact", _IMPACT),
    "VI": ("vulnIntegrityImpact", _IMPACT),
    "VA": ("vulnAvailabilityImpact", _IMPACT),
    "SC": ("subConfidentialityImpact", _IMPACT),
    "SI": ("subIntegrityImpact", _IMPACT),
    "SA": ("subAvailabilityImpact", _IMPACT),
    "E": ("exploitMaturity", "U=UNREPORTED P=PROOF_OF_CONCEPT A=ATTACKED" + _X),
    "CR": ("confidentialityRequirement", _NEED),
    "IR": ("integrityRequirement", _NEED),
    "AR": ("availabilityRequirement", _NEED),
    "MAV": ("modifiedAttackVector", _AV_4 + _X),
    "MAC": ("modifiedAttackComplexity", _AC + _X),
    "MAT": ("modifiedAttackRequirements", _AT_4 + _X),
    "MPR": ("modifiedPrivilegesRequired", _IMPACT + _X),
    "MUI": ("modifiedUserInteraction", _UI_4 + _X),
    "MVC": ("modifiedVulnConfidentialityImpact", _IMPACT + _X),
    "MVI": ("modifiedVulnIntegrityImpact", _IMPACT + _X),
    "MVA": ("modifiedVulnAvailabilityImpact", _IMPACT + _X),
    "MSC": ("modifiedSubConfidentialityImpact", "N=NEGLIGIBLE L=LOW H=HIGH" + _X),
    "MSI": ("modifiedSubIntegrityImpact", "N=NEGLIGIBLE L=LOW H=HIGH S=SAFETY" + _X),
    "MSA": ("modifiedSubAvailabilityImpact", "N=NEGLIGIBLE L=LOW H=HIGH S=SAFETY" + _X),
    "S": ("Safety", "N=NEGLIGIBLE P=PRESENT" + _X),
    "AU": ("Automatable", "N=NO Y=YES" + _X),
    "R": ("Recovery", "A=AUTOMATIC U=USER I=IRRECOVERABLE" + _X),
    "V": ("valueDensity", "D=DIFFUSE C=CONCENTRATED" + _X),
    "RE": ("vulnerabilityResponseEffort", "L=LOW M=MODERATE H=HIGH" + _X),
    "U": ("providerUrgency", "Clear=CLEAR Green=GREEN Amber=AMBER Red=RED" + _X),
}
METRICS: Mapping[str, Mapping[str, Metric]] = {
    field: {name: Metric(prop, _values(values)) for name, (prop, values) in table.items()}
    for field, table in (("cvss_v2", _METRICS_2), ("cvss_v3", _METRICS_3), ("cvss_v4", _METRICS_4))
}
_SEVERITY = one_of("NONE LOW MEDIUM HIGH CRITICAL")


def _shape(field: str, versions: str, required: str, numbers: str, severities: str, *, closed: bool) -> Record:
    fields: dict[str, Shape] = {"version": one_of(versions), "vectorString": Text()}
    fields |= {metric.property: Text(values=tuple(metric.values.values())) for metric in METRICS[field].values()}
    fields |= dict.fromkeys(numbers.split(), Amount()) | dict.fromkeys(severities.split(), _SEVERITY)
    return record(required, fields, closed=closed)


_SCORES = "baseScore temporalScore environmentalScore"
SHAPES: Mapping[str, Record] = {
    "cvss_v2": _shape("cvss_v2", "2.0", "version vectorString baseScore", _SCORES, "", closed=False),
    "cvss_v3": _shape(
        "cvss_v3",
        "3.0 3.1",
        "version vectorString baseScore baseSeverity",
        _SCORES,
        "baseSeverity temporalSeverity environmentalSeverity",
        closed=False,
    ),
    # CVSS 4.0.1 closed its objects and has one score, whatever metrics the vector holds.
    "cvss_v4": _shape(
        "cvss_v4", "4.0", "version vectorString baseScore baseSeverity", "baseScore", "baseSeverity", closed=True
    ),
}


def cvss_version(node: Node) -> str:
    """Return the version of a CVSS object: as it says, else as its place says."""
    return node.get("version").text or {"cvss_v2": "2.0", "cvss_v3": "3", "cvss_v4": "4.0"}.get(node.key, "")


@cache
def score_vector(field: str, vector: str) -> Scores | None:
    """Return the scores of a vector; None where it is not one.

    Args:
        field: ``cvss_v2``, ``cvss_v3`` or ``cvss_v4``.
        vector: the vector string with its prefix.
    """
    if len(vector) > MAX_VECTOR_CHARACTERS:
        return None
    try:
        if field == "cvss_v4":
            if not _in_order(vector):
                return None
            overall = float(CVSS4(vector).base_score)
            return Scores(overall, overall, overall)
        parsed = CVSS2(vector) if field == "cvss_v2" else CVSS3(vector)
    except CVSSError:
        return None
    base, temporal, environmental = parsed.scores()
    base = float(base)
    temporal = base if temporal is None else float(temporal)
    return Scores(base, temporal, temporal if environmental is None else float(environmental))


def _in_order(vector: str) -> bool:
    """Say whether the metrics of a CVSS 4.0 vector stand in the order that its specification (section 7) demands."""
    names = [part.partition(":")[0] for part in vector.split("/")[1:]]
    order = list(METRICS["cvss_v4"])
    return all(name in order for name in names) and names == sorted(names, key=order.index)


def metrics_of(field: str, vector: str) -> dict[str, str]:
    """Return the properties that a vector stands for, with their values; only those that it names."""
    written = _written(vector)
    return {
        metric.property: metric.values[written[name]]
        for name, metric in METRICS[field].items()
        if written.get(name) in metric.values
    }


def severity_of(score: float) -> str:
    """Return the qualitative severity of a CVSS 3 or 4 score."""
    for bound, name in ((0.1, "NONE"), (4.0, "LOW"), (7.0, "MEDIUM"), (9.0, "HIGH")):
        if score < bound:
            return name
    return "CRITICAL"


def expected_values(node: Node) -> Iterator[tuple[str, tuple[float | str, ...]]]:
    """Yield the properties of a CVSS object that are computed, with the values that are right.

    There are two where metrics stand beside the vector that it does not name: without them and with them.
    """
    vector = node.get("vectorString").text
    found = [scores for each in dict.fromkeys((vector, _extended(node))) if (scores := score_vector(node.key, each))]
    names = [("threat", "base")] if node.key == "cvss_v4" else []
    for prefix, field in (("base", "base"), ("temporal", "temporal"), ("environmental", "environmental"), *names):
        values = [getattr(scores, field) for scores in found]
        if values:
            yield f"{prefix}Score", tuple(values)
            if node.key != "cvss_v2":
                yield f"{prefix}Severity", tuple(severity_of(value) for value in values)


def _written(vector: str) -> dict[str, str]:
    return dict(part.split(":", 1) for part in vector.split("/") if ":" in part and not part.startswith("CVSS:"))


def _extended(node: Node) -> str:
    """Return the vector with the metrics that stand only beside it."""
    vector = node.get("vectorString").text
    written = _written(vector)
    for name, metric in METRICS[node.key].items():
        text = node.get(metric.property).text
        for short, value in metric.values.items():
            if name not in written and value == text:
                written[name] = short
    prefix = [vector.partition("/")[0]] if vector.startswith("CVSS:") else []
    return "/".join([*prefix, *(f"{name}:{written[name]}" for name in METRICS[node.key] if name in written)])


def overall_score(node: Node) -> float | None:
    """Return the score that counts in the end: environmental, else temporal, else base; from the vector where it can be.

    A score that stands in the object wins only where the vector says nothing about it.
    """
    vector = node.get("vectorString").text
    scores = score_vector(node.key, vector)
    told = {metric.property: node.get(metric.property).text for metric in METRICS[node.key].values()}
    if _is_harmless(node.key, told | metrics_of(node.key, vector)):
        return 0.0
    written = node.get("environmentalScore").number
    if written is not None:
        return written
    return scores.environmental if scores else node.get("baseScore").number


def _is_harmless(field: str, properties: Mapping[str, str]) -> bool:
    """Say whether the environmental metrics alone bring the score to 0 (CSAF 2.1, test 6.2.19)."""
    if field == "cvss_v2":
        return properties.get("targetDistribution") == "NONE"
    if field == "cvss_v3":
        names = ("modifiedAvailabilityImpact", "modifiedConfidentialityImpact", "modifiedIntegrityImpact")
        return all(properties.get(name) == "NONE" for name in names)
    parts = ("Availability", "Confidentiality", "Integrity")
    return all(properties.get(f"modifiedVuln{part}Impact") == "NONE" for part in parts) and all(
        properties.get(f"modifiedSub{part}Impact") == "NEGLIGIBLE" for part in parts
    )
