"""Severity of a vulnerability from the CVSS assessments that its sources state.

Scores are computed when the knowledge base is built; here one is chosen to sort and to compare with a threshold. All of
them stay in the result: sources disagree, and the reader may see it.
"""

from kaname.model.vulnerability import CvssScore, Vulnerability

SEVERITIES = ("critical", "high", "medium", "low", "none", "unknown")
"""From worst to least; ``unknown``: no source gives a usable assessment."""


def leading_score(vulnerability: Vulnerability) -> CvssScore | None:
    """Return the worst score that any source states; CVSS 2.0 counts only where nothing newer was scored.

    None where no source gives a vector that could be scored.
    """
    scored = [score for score in vulnerability.cvss if score.score is not None]
    newer = [score for score in scored if not score.version.startswith("2")]
    return max(newer or scored, key=lambda score: (score.score or 0.0, score.version, score.source), default=None)


def severity_of(vulnerability: Vulnerability) -> str:
    """Return the severity of the leading score, else the worst word that a source states, one of ``SEVERITIES``."""
    leading = leading_score(vulnerability)
    if leading is not None and leading.severity in SEVERITIES:
        return leading.severity or "unknown"
    stated = {score.severity for score in vulnerability.cvss}
    return next((severity for severity in SEVERITIES if severity in stated), "unknown")
