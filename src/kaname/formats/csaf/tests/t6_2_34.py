"""6.2.34 Usage of unknown SSVC decision point base namespace."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.ssvc_points import namespace_of
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield selections whose base namespace is neither registered nor reserved."""
    for node in advisory.selections():
        namespace = namespace_of(node)
        if not namespace.is_registered and not namespace.is_reserved:
            yield fault(node.get("namespace"), namespace=node.get("namespace").text)


TEST = CsafTest(id="6.2.34", versions=ONLY_2_1, check=check)
