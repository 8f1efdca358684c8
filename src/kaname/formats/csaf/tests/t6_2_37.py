"""6.2.37 Usage of unknown SSVC decision point namespace without resource."""

import re

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.ssvc_points import namespace_of
from kaname.formats.csaf.view import Advisory


def _mentions(told: str, namespace: str) -> bool:
    """Say whether a text holds a namespace, and not only one that begins like it."""
    return re.search(rf"(?<![\w#/.$-]){re.escape(namespace)}(?![\w#/$-])", told) is not None


def check(advisory: Advisory) -> Found:
    """Yield selections in a namespace that is not registered and that no resource mentions."""
    for _, ssvc in advisory.ssvc():
        told = " ".join(node.text for node in ssvc.select("decision_point_resources", "*", "summary"))
        for node in ssvc.get("selections").items():
            namespace, text = namespace_of(node), node.get("namespace").text
            known = namespace.is_reserved or (namespace.is_registered and not namespace.extension)
            if not known and not _mentions(told, text):
                yield fault(node.get("namespace"), namespace=text)


TEST = CsafTest(id="6.2.37", versions=ONLY_2_1, check=check)
