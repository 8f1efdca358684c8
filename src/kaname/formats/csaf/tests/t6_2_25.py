"""6.2.25 Usage of CWE not allowed for vulnerability mapping."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.cwe import check_usage
from kaname.formats.csaf.places import cwe_objects
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield CWEs whose use for vulnerabilities MITRE discourages or prohibits."""
    for node in cwe_objects(advisory):
        yield from check_usage(node, "discouraged")


TEST = CsafTest(id="6.2.25", versions=ONLY_2_1, check=check)
