"""6.1.36 Contradicting product status remediation combination."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.product_rules import combined
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield remediations that the status of their product prohibits."""
    yield from combined(advisory, "prohibited")


TEST = CsafTest(id="6.1.36", versions=ONLY_2_1, check=check)
