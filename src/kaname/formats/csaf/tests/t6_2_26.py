"""6.2.26 Usage of CWE allowed with review for vulnerability mapping."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found
from kaname.formats.csaf.cwe import check_usage
from kaname.formats.csaf.places import cwe_objects
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield CWEs whose use for vulnerabilities MITRE allows with review."""
    for node in cwe_objects(advisory):
        yield from check_usage(node, "review")


TEST = CsafTest(id="6.2.26", versions=ONLY_2_1, check=check)
