"""6.1.9 Invalid CVSS computation."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.cvss_objects import expected_values
from kaname.formats.csaf.places import cvss_objects
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield every score and severity that does not follow from the vector."""
    for node in cvss_objects(advisory):
        for name, expected in expected_values(node):
            given = node.get(name)
            found = given.number if isinstance(expected[0], float) else given.text
            if given.exists and found not in (None, "") and found not in expected:
                yield fault(given, name=name, found=found, expected=expected[0])


TEST = CsafTest(id="6.1.9", versions=BOTH, check=check)
