"""SPDX 3 licence elements into licence values: expressions, listed and custom licences, sets, operators."""

from kaname.formats.spdx3.graph import Graph, Node
from kaname.formats.spdx_terms import make_license
from kaname.model.sbom import LicenseClaim

# Licence elements in one expression. Sets may hold sets, and each other: without a bound that is endless work.
_MAX_ELEMENTS = 1_000
# Nesting of sets and operators.
_MAX_DEPTH = 50

_LISTED = "https://spdx.org/licenses/"
_NO_ASSERTION = ("NoAssertionLicense", "Licensing/NoAssertion", "NoAssertionElement")
_NONE = ("NoneLicense", "Licensing/None", "NoneElement")


def read_license(reference: str, acknowledgement: str, graph: Graph) -> LicenseClaim | None:
    """Turn the licence that a relationship points to into a claim, None where nothing can be read from it.

    Args:
        reference: id of a licence element, or the address of a listed licence.
        acknowledgement: ``declared`` or ``concluded``.
        graph: the document.
    """
    value = license_text(reference, graph)
    if not value:
        return None
    node = graph.by_id.get(reference)
    text = node.text("simplelicensing_licenseText") if node else None
    see_also = node.texts("expandedlicensing_seeAlso") if node else []
    return make_license(value, acknowledgement, text, see_also[0] if see_also else None)


def license_text(reference: str, graph: Graph) -> str:
    """Return a licence as id or expression; ``""`` where it cannot be said.

    Args:
        reference: id of the licence element.
        graph: the document.
    """
    return _Writer(graph).text(reference, 0)


class _Writer:
    """Writes one expression; counts the elements it visits."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._left = _MAX_ELEMENTS

    def text(self, reference: str, depth: int) -> str:
        self._left -= 1
        if reference.endswith(_NO_ASSERTION):
            return "NOASSERTION"
        if reference.endswith(_NONE):
            return "NONE"
        node = self._graph.by_id.get(reference)
        if node is None:
            return reference.removeprefix(_LISTED) if reference.startswith(_LISTED) else ""
        if depth > _MAX_DEPTH or self._left < 0:
            return ""
        return self._node_text(node, depth + 1)

    def _node_text(self, node: Node, depth: int) -> str:
        match node.type.rpartition("_")[2]:
            case "LicenseExpression":
                return node.text("simplelicensing_licenseExpression") or ""
            case "ConjunctiveLicenseSet":
                return self._join(node, " AND ", depth)
            case "DisjunctiveLicenseSet":
                return self._join(node, " OR ", depth)
            case "OrLaterOperator":
                inner = self._inner(node, "expandedlicensing_subjectLicense", depth)
                return f"{inner}+" if inner else ""
            case "WithAdditionOperator":
                inner = self._inner(node, "expandedlicensing_subjectExtendableLicense", depth)
                addition = self._inner(node, "expandedlicensing_subjectAddition", depth)
                return f"{inner} WITH {addition}" if inner and addition else inner
            case _:  # listed and custom licences, additions, and the bare elements that some producers write
                if node.node_id.startswith(_LISTED):
                    return node.node_id.removeprefix(_LISTED)
                tail = node.node_id.rpartition("#")[2].rpartition("/")[2]
                return tail if tail.startswith("LicenseRef-") else node.text("name") or tail

    def _inner(self, node: Node, name: str, depth: int) -> str:
        references = node.texts(name)
        return self.text(references[0], depth) if references else ""

    def _join(self, node: Node, operator: str, depth: int) -> str:
        members = [self.text(reference, depth) for reference in node.texts("expandedlicensing_member")]
        return operator.join(f"({member})" if " " in member else member for member in members if member)
