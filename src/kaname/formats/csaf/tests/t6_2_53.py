"""6.2.53 Matching text for registered ID system."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.id_systems import ID_SYSTEMS
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield ids of a registered system that do not have its form; systems that are not known here are told by
    6.3.20.
    """
    for vulnerability in advisory.vulnerabilities:
        for node in vulnerability.get("ids").items():
            pattern = ID_SYSTEMS.get(node.get("system_name").text)
            if pattern is not None and not pattern.fullmatch(node.get("text").text):
                yield fault(node.get("text"), text=node.get("text").text, system=node.get("system_name").text)


TEST = CsafTest(id="6.2.53", versions=ONLY_2_1, check=check)
