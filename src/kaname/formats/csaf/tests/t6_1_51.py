"""6.1.51 Inconsistent EPSS timestamp."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.places import after_newest
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield EPSS timestamps of a released document after its newest revision."""
    if advisory.is_released:
        for vulnerability in advisory.vulnerabilities:
            for node in vulnerability.select("metrics", "*", "content", "epss", "timestamp"):
                yield from after_newest(advisory, node)


TEST = CsafTest(id="6.1.51", versions=ONLY_2_1, check=check)
