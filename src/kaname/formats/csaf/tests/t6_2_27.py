"""6.2.27 Discouraged product status remediation combination."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.product_rules import combined
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield remediations that the status of their product makes doubtful."""
    yield from combined(advisory, "discouraged")


TEST = CsafTest(id="6.2.27", versions=ONLY_2_1, check=check)
