"""6.2.51 Unknown VERS type."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.places import range_nodes
from kaname.formats.csaf.version_ranges import REGISTERED_TYPES, Range
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield VERS ranges of a type that is not registered, or whose order is not known here."""
    for node in range_nodes(advisory):
        scheme = node.text.removeprefix("vers:").partition("/")[0] if node.text.startswith("vers:") else ""
        if scheme and scheme not in REGISTERED_TYPES:
            yield fault(node, scheme=scheme)
        elif scheme and scheme not in ("all", "none") and not Range("vers", scheme).is_known_order:
            yield fault(node, "unsupported", scheme=scheme)


TEST = CsafTest(id="6.2.51", versions=ONLY_2_1, check=check)
