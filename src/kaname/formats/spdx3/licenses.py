"""SPDX 3 licence elements into licence values: expressions, listed and custom licences, sets, operators."""

from kaname.formats.spdx3.graph import Graph, Node
from kaname.formats.spdx_terms import make_license
from kaname.model.sbom import LicenseClaim

# Sets inside sets; an expression nested deeper is not written by anyone, and a set may contain itself.
_MAX_NESTING = 20

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


def license_text(reference: str, graph: Graph, depth: int = 0) -> str:
    """Return a licence as id or expression; ``""`` where it cannot be said.

    Args:
        reference: id of the licence element.
        graph: the document.
        depth: nesting so far.
    """
    if reference.endswith(_NO_ASSERTION):
        return "NOASSERTION"
    if reference.endswith(_NONE):
        return "NONE"
    node = graph.by_id.get(reference)
    if node is None:
        return reference.removeprefix(_LISTED) if reference.startswith(_LISTED) else ""
    if depth > _MAX_NESTING:
        return ""
    return _node_text(node, graph, depth)


def _node_text(node: Node, graph: Graph, depth: int) -> str:
    match node.type.rpartition("_")[2]:
        case "LicenseExpression":
            return node.text("simplelicensing_licenseExpression") or ""
        case "ConjunctiveLicenseSet":
            return _join(node, " AND ", graph, depth)
        case "DisjunctiveLicenseSet":
            return _join(node, " OR ", graph, depth)
        case "OrLaterOperator":
            inner = _inner(node, "expandedlicensing_subjectLicense", graph, depth)
            return f"{inner}+" if inner else ""
        case "WithAdditionOperator":
            inner = _inner(node, "expandedlicensing_subjectExtendableLicense", graph, depth)
            addition = _inner(node, "expandedlicensing_subjectAddition", graph, depth)
            return f"{inner} WITH {addition}" if inner and addition else inner
        case _:  # listed and custom licences, additions, and the bare elements that some producers write
            if node.node_id.startswith(_LISTED):
                return node.node_id.removeprefix(_LISTED)
            tail = node.node_id.rpartition("#")[2].rpartition("/")[2]
            return tail if tail.startswith("LicenseRef-") else node.text("name") or tail


def _inner(node: Node, name: str, graph: Graph, depth: int) -> str:
    references = node.texts(name)
    return license_text(references[0], graph, depth + 1) if references else ""


def _join(node: Node, operator: str, graph: Graph, depth: int) -> str:
    members = [license_text(reference, graph, depth + 1) for reference in node.texts("expandedlicensing_member")]
    return operator.join(f"({member})" if " " in member else member for member in members if member)
