"""EPSS thresholds: scores of different model versions do not compare, so a threshold says for which model it was chosen."""

from kaname.errors import InputError
from kaname.model.vulnerability import EpssScore


def is_at_least(score: EpssScore, threshold: float, *, model: str) -> bool:
    """Say whether a score reaches a threshold that was chosen for one model version.

    Args:
        score: of a vulnerability. threshold: 0 to 1. model: EPSS model version that the threshold was chosen for.

    Raises:
        InputError: the score is of another model version (``triage.epss_model_differs``). FIRST retrains the model about once
            a year and scores move as a whole, so that an old threshold would silently select other vulnerabilities.
    """
    if score.model != model:
        raise InputError("triage.epss_model_differs", found=score.model, expected=model)
    return score.score >= threshold
