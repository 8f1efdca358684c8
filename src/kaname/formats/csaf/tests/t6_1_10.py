"""6.1.10 Inconsistent CVSS."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.cvss_objects import metrics_of, score_vector
from kaname.formats.csaf.places import cvss_objects
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield every CVSS property that contradicts the vector."""
    for node in cvss_objects(advisory):
        vector = node.get("vectorString").text
        if score_vector(node.key, vector) is None:
            continue
        for name, expected in metrics_of(node.key, vector).items():
            given = node.get(name)
            if given.text and given.text != expected:
                yield fault(given, name=name, found=given.text, expected=expected)
        version = node.get("version")
        if node.key == "cvss_v3" and version.text and not vector.startswith(f"CVSS:{version.text}/"):
            yield fault(version, name="version", found=version.text, expected=vector[5:8])


TEST = CsafTest(id="6.1.10", versions=BOTH, check=check)
