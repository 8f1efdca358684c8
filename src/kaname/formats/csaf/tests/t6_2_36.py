"""6.2.36 Usage of SSVC decision point namespace with extension in TLP:CLEAR document."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.ssvc_points import namespace_of
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield selections of a public document whose namespace has an extension."""
    for node in advisory.selections() if advisory.tlp == "CLEAR" else ():
        namespace = namespace_of(node)
        if namespace.extension and not namespace.is_reserved:
            yield fault(node.get("namespace"), namespace=node.get("namespace").text)


TEST = CsafTest(id="6.2.36", versions=ONLY_2_1, check=check)
