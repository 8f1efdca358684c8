"""6.1.49 Inconsistent SSVC timestamp."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.places import after_newest
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield SSVC timestamps of a released document after its newest revision."""
    if advisory.is_released:
        for _, node in advisory.ssvc():
            yield from after_newest(advisory, node.get("timestamp"))


TEST = CsafTest(id="6.1.49", versions=ONLY_2_1, check=check)
