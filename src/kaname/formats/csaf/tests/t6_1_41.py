"""6.1.41 Missing sharing group name."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.places import SHARING_NAMES
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield sharing groups with a reserved id and not the name for it."""
    group = advisory.document.get("distribution", "sharing_group")
    name = SHARING_NAMES.get(group.get("id").text)
    if name is not None and group.get("name").text != name:
        yield fault(group.get("name"), id=group.get("id").text, name=name)


TEST = CsafTest(id="6.1.41", versions=ONLY_2_1, check=check)
