"""6.1.40 Invalid sharing group name."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.places import SHARING_NAMES
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield reserved names of sharing groups that do not have the id they are reserved for."""
    group = advisory.document.get("distribution", "sharing_group")
    for identifier, name in SHARING_NAMES.items():
        if group.get("name").text == name and group.get("id").text != identifier:
            yield fault(group.get("name"), name=name, id=identifier)


TEST = CsafTest(id="6.1.40", versions=ONLY_2_1, check=check)
