"""EPSS thresholds: scores of different model versions do not compare, so a threshold says for which model it was chosen."""

from decimal import Decimal

from kaname.errors import InputError
from kaname.model.vulnerability import EpssScore


def percent_digits(ratio: float, decimals: int) -> str:
    """Return a share of less than one as per cent with as many digits as it takes not to round it up to 100.

    Args:
        ratio: 0 to 1. decimals: at least that many digits after the point; 1 itself gives ``100.0``.
    """
    value = Decimal(str(ratio)) * 100
    while (text := f"{value:.{decimals}f}").startswith("100") and value < 100:
        decimals += 1
    return text


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
