"""6.2.20 Additional properties."""

from kaname.formats.csaf import structure_2_0
from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.cvss_objects import SHAPES
from kaname.formats.csaf.places import cvss_objects
from kaname.formats.csaf.structure import additional_properties
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield properties that the standard does not name: anywhere in 2.0, in CVSS objects of 2.1 (where the rest is
    closed).
    """
    if advisory.version == "2.0":
        for node in additional_properties(advisory.root, structure_2_0.ROOT, structure_2_0.NAMED):
            yield fault(node, name=node.key)
    for cvss in cvss_objects(advisory):
        if not SHAPES[cvss.key].closed:
            for node in additional_properties(cvss, SHAPES[cvss.key], {}):
                yield fault(node, name=node.key)


TEST = CsafTest(id="6.2.20", versions=BOTH, check=check)
