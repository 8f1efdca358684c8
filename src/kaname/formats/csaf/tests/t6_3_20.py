"""6.3.20 Use of unregistered ID system."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.id_systems import ID_SYSTEMS
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield ids of systems that are not registered."""
    for vulnerability in advisory.vulnerabilities:
        for node in vulnerability.select("ids", "*", "system_name"):
            if node.text not in ID_SYSTEMS:
                yield fault(node, system=node.text)


TEST = CsafTest(id="6.3.20", versions=ONLY_2_1, check=check)
