"""EPSS thresholds hold for one model version."""

import pytest

from kaname.errors import InputError
from kaname.model.vulnerability import EpssScore
from kaname.triage.epss import is_at_least, percent_digits


def test_a_threshold_is_refused_for_scores_of_another_model() -> None:
    score = EpssScore(score=0.5, percentile=0.9, model="v2025.03.14", date="2026-08-16")
    assert is_at_least(score, 0.5, model="v2025.03.14")
    assert not is_at_least(score, 0.6, model="v2025.03.14")
    with pytest.raises(InputError) as caught:
        is_at_least(score, 0.1, model="v2023.03.01")
    assert caught.value.code == "triage.epss_model_differs"


@pytest.mark.parametrize(
    ("ratio", "decimals", "text"),
    [
        (0.9999, 1, "99.99"),
        (0.9994, 1, "99.9"),
        (0.99999, 2, "99.999"),
        (0.999995, 2, "99.9995"),
        (1.0, 1, "100.0"),
        (0.5, 1, "50.0"),
        (0.0, 2, "0.00"),
    ],
)
def test_a_share_below_one_never_becomes_100_per_cent(ratio: float, decimals: int, text: str) -> None:
    assert percent_digits(ratio, decimals) == text
