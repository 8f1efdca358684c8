"""6.1.8 Invalid CVSS."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.cvss_objects import SHAPES, cvss_version, score_vector
from kaname.formats.csaf.places import cvss_objects
from kaname.formats.csaf.structure import check_structure
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield what in a CVSS object does not fit its schema, and vectors that are none."""
    for node in cvss_objects(advisory):
        yield from check_structure(node, SHAPES[node.key], {})
        vector = node.get("vectorString").text
        prefix = {"cvss_v2": "", "cvss_v4": "CVSS:4.0/"}.get(node.key, f"CVSS:{cvss_version(node)}/")
        if vector and (not vector.startswith(prefix) or score_vector(node.key, vector) is None):
            yield fault(node.get("vectorString"), "vector", value=vector)


TEST = CsafTest(id="6.1.8", versions=BOTH, check=check)
