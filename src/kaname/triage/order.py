"""The order to look at findings: known exploitation, then likelihood, then severity.

This is an order, not a decision: it says what to look at first with what every finding has. Decision tables that also know
the system and its context are another matter.
"""

from collections.abc import Iterable

from kaname.model.finding import Finding
from kaname.model.vulnerability import Vulnerability
from kaname.triage.severity import leading_score

# An absent value sorts after every stated one: unknown is not zero, but it is not a reason to look first either.
_ABSENT = 1.0


def priority_key(vulnerability: Vulnerability) -> tuple[bool, float, float, str]:
    """Return the sort key of a vulnerability, smallest first.

    1. listed in the catalogue of known exploited vulnerabilities (KEV);
    2. EPSS score, highest first, absent last;
    3. leading CVSS base score, highest first, absent last;
    4. id, so that the order is total and the same in every run.
    """
    leading = leading_score(vulnerability)
    return (
        not vulnerability.kev.listed,
        -vulnerability.epss.score if vulnerability.epss else _ABSENT,
        -leading.score if leading is not None and leading.score is not None else _ABSENT,
        vulnerability.id,
    )


class Weights:
    """The sort keys of vulnerabilities, remembered from one ordering to the next.

    Holds on to every vulnerability that it has weighed, because it knows them as objects.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[tuple[bool, float, float, str], Vulnerability]] = {}

    def of(self, vulnerability: Vulnerability) -> tuple[bool, float, float, str]:
        """Return ``priority_key`` of a vulnerability."""
        known = self._known.get(id(vulnerability))
        if known is None:
            known = self._known[id(vulnerability)] = (priority_key(vulnerability), vulnerability)
        return known[0]


def ordered_findings(findings: Iterable[Finding], weights: Weights | None = None) -> tuple[Finding, ...]:
    """Return findings in the order to look at them, then by component name and version, target and ref.

    Cost: one key per distinct vulnerability object, so that a flaw with a thousand occurrences is weighed once.

    Args:
        weights: of earlier orderings, where the same vulnerabilities are put in order again and again.
    """
    weight_of = (weights or Weights()).of

    def key(finding: Finding) -> tuple[tuple[bool, float, float, str], str, str, str, str]:
        component = finding.component
        return weight_of(finding.vulnerability), component.name, component.version, finding.target, component.ref

    return tuple(sorted(findings, key=key))
