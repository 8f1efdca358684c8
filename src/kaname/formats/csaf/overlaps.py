"""Version ranges that overlap their siblings in the product tree (CSAF 2.1, tests 6.2.50 and 6.3.19)."""

from collections.abc import Iterator
from typing import Literal

from kaname.formats.csaf.checks import Fault, NotRun, fault
from kaname.formats.csaf.nodes import Node
from kaname.formats.csaf.version_ranges import Range, includes, overlap, parse_range
from kaname.formats.csaf.view import STATUS_GROUPS, Advisory

_RANGE, _VERSION = "product_version_range", "product_version"
Kind = Literal["vers", "vls", "version"]


def overlapping(advisory: Advisory, kind: Kind, *, contradicting: bool) -> Iterator[Fault | NotRun]:
    """Yield ranges that share a version with a sibling leaf, where both have a status in one vulnerability.

    Args:
        kind: what the sibling is: a VERS range, a VERS-like range, or a version.
        contradicting: yield those in different groups of statuses, else those in the same.
    """
    pairs = list(_pairs(advisory, kind))
    undecided: dict[str, NotRun] = {}
    for vulnerability in advisory.vulnerabilities if pairs else ():
        where = {product: group for group in STATUS_GROUPS for product in advisory.group_of(vulnerability, group)}
        for branch, other in pairs:
            one = branch.get("product", "product_id").text
            two = other.get("product", "product_id").text
            if one not in where or two not in where or (where[one] != where[two]) is not contradicting:
                continue
            answer = _shares(branch, other, kind)
            if answer is None:
                path = branch.get("name").path
                undecided.setdefault(path, NotRun(path, "overlap", {"name": branch.get("name").text}))
            elif answer:
                params = {"one": branch.get("name").text, "other": other.get("name").text}
                yield fault(vulnerability.get("product_status"), product=one, other_product=two, **params)
    yield from undecided.values()


def overlapping_branches(advisory: Advisory, category: str) -> Iterator[Fault | NotRun]:
    """Yield ranges that share a version with a sibling of a category that has branches of its own."""
    for siblings in _families(advisory):
        for index, branch in enumerate(siblings):
            if branch.get("category").text != _RANGE:
                continue
            for position, other in enumerate(siblings):
                is_pair = (
                    position > index if category == _RANGE and branch.get("branches").exists else position != index
                )
                if not is_pair or other.get("category").text != category or not other.get("branches").exists:
                    continue
                answer = _shares(branch, other, "version" if category == _VERSION else "vers")
                name = branch.get("name")
                if answer is None:
                    yield NotRun(name.path, "overlap", {"name": name.text})
                elif answer:
                    yield fault(name, one=name.text, other=other.get("name").text)


def _pairs(advisory: Advisory, kind: Kind) -> Iterator[tuple[Node, Node]]:
    for siblings in _families(advisory):
        ranges = [branch for branch in siblings if branch.get("category").text == _RANGE]
        for index, branch in enumerate(ranges):
            if kind == "version":
                others = [each for each in siblings if each.get("category").text == _VERSION]
            else:
                # The question is symmetric for two ranges of one kind: each pair once.
                own = parse_range(branch.get("name").text).kind == kind
                others = [
                    each
                    for position, each in enumerate(ranges)
                    if (position > index if own else position != index)
                    and parse_range(each.get("name").text).kind == kind
                ]
            for other in others:
                if other.get("product").exists and branch.get("product").exists:
                    yield branch, other


def _families(advisory: Advisory) -> Iterator[list[Node]]:
    """Yield the branches that stand side by side, where one of them is a range."""
    for branches in (
        advisory.root.get("product_tree", "branches"),
        *(c[-1].get("branches") for c in advisory.branches),
    ):
        siblings = list(branches.items())
        if len(siblings) > 1 and any(each.get("category").text == _RANGE for each in siblings):
            yield siblings


def _shares(branch: Node, other: Node, kind: Kind) -> bool | None:
    one: Range = parse_range(branch.get("name").text)
    if kind == "version":
        return includes(one, other.get("name").text)
    return overlap(one, parse_range(other.get("name").text))
