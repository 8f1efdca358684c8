"""6.2.35 Usage of unregistered SSVC decision point base namespace in TLP:CLEAR document."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.ssvc_points import namespace_of
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield selections of a public document whose base namespace is not registered."""
    for node in advisory.selections() if advisory.tlp == "CLEAR" else ():
        namespace = namespace_of(node)
        if not namespace.is_registered and not namespace.is_reserved:
            yield fault(node.get("namespace"), namespace=node.get("namespace").text)


TEST = CsafTest(id="6.2.35", versions=ONLY_2_1, check=check)
