"""An SPDX 3 JSON-LD document as a graph of nodes with typed getters (SPDX 3.0.1, annex "Serialization information").

Only the compact form with the official context is read: names such as ``software_packageVersion`` are looked up as they
stand, no context is fetched and nothing is expanded. Elements written inside others are lifted into the graph.
"""

from collections.abc import Iterator
from typing import TypeGuard

from kaname.errors import InputError
from kaname.formats.json_text import decode_json
from kaname.formats.lenient import type_name
from kaname.formats.problem_list import ProblemList

JsonObject = dict[str, object]


class Node:
    """One object of the graph.

    Attributes:
        fields: what it holds. path: where it stands. node_id: ``spdxId`` or ``@id``, ``""`` without. type: type name.
    """

    __slots__ = ("_problems", "fields", "node_id", "path", "type")

    def __init__(self, fields: JsonObject, path: str, problems: ProblemList) -> None:
        self.fields = fields
        self.path = path
        self._problems = problems
        self.node_id = node_id(fields)
        kind = fields.get("type", fields.get("@type"))
        self.type = kind if isinstance(kind, str) else ""

    def text(self, name: str) -> str | None:
        """Return a text, None where it is absent or of a wrong type (a problem)."""
        value = self._value(name)
        if value is None or isinstance(value, str):
            return value
        self._wrong(name, "string", value)
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else None

    def texts(self, name: str) -> list[str]:
        """Return a list of texts or references; one alone counts as a list, objects stand for their id."""
        value = self._value(name)
        found = []
        for index, item in enumerate(value if isinstance(value, list) else [] if value is None else [value]):
            if isinstance(item, dict):
                item = node_id(item)
            if isinstance(item, str):
                if item:
                    found.append(item)
            else:
                self._wrong(f"{name}[{index}]", "string", item)
        return found

    def objects(self, name: str, graph: "Graph") -> list["Node"]:
        """Return inner objects; references to nodes of the graph are resolved, as some producers write them."""
        value = self._value(name)
        found = []
        for index, item in enumerate(value if isinstance(value, list) else [] if value is None else [value]):
            where = f"{self.path}.{name}[{index}]" if isinstance(value, list) else f"{self.path}.{name}"
            if isinstance(item, dict):
                found.append(Node(item, where, self._problems))
            elif isinstance(item, str):
                node = graph.by_id.get(item)
                if node is None:
                    self._problems.add("spdx3.reference_dangling", where, ref=item)
                else:
                    found.append(node)
            else:
                self._wrong(f"{name}[{index}]", "object", item)
        return found

    def _value(self, name: str) -> object:
        value = self.fields.get(name)
        if value is None and name.startswith("software_"):
            bare = name.removeprefix("software_")
            value = self.fields.get(bare)
            if value is not None:
                self._problems.add("spdx3.name_without_profile", f"{self.path}.{bare}", name=name)
        return value

    def _wrong(self, name: str, expected: str, found: object) -> None:
        where = f"{self.path}.{name}" if self.path else name
        self._problems.add("spdx3.wrong_type", where, expected=expected, found=type_name(found))


class Graph:
    """All nodes of a document, in document order, and by id.

    Attributes:
        nodes: every object with a type. by_id: the first of each id. context: ``@context`` as text.
        duplicates: nodes whose id was taken before.
    """

    def __init__(self, nodes: list[Node], context: str, problems: ProblemList) -> None:
        self.nodes = nodes
        self.context = context
        self.by_id: dict[str, Node] = {}
        for node in nodes:
            if not node.node_id:
                continue
            if node.node_id in self.by_id:
                problems.add("spdx3.duplicate_id", node.path, ref=node.node_id)
            else:
                self.by_id[node.node_id] = node
            other = node.fields.get("@id")  # a blank node name besides the spdxId
            if isinstance(other, str):
                self.by_id.setdefault(other, node)

    def of_type(self, *types: str) -> Iterator[Node]:
        """Iterate over the nodes of some types, in document order."""
        return (node for node in self.nodes if node.type in types)

    def creation_info(self, node: Node) -> Node | None:
        """Return the CreationInfo of an element."""
        found = node.objects("creationInfo", self)
        return found[0] if found else None


def node_id(fields: JsonObject) -> str:
    """Return the id of an object, ``""`` where it has none."""
    for name in ("spdxId", "@id"):
        value = fields.get(name)
        if isinstance(value, str) and value:
            return value
    return ""


def read_graph(data: bytes, problems: ProblemList) -> Graph:
    """Decode a document into its graph.

    Raises:
        InputError: no JSON (with line and column); ``spdx3.wrong_type`` where it is no object or ``@graph`` no array.
    """
    value: object = decode_json(data, object)
    if not _is_object(value):
        raise InputError("spdx3.wrong_type", expected="object", found=type_name(value))
    items = value.get("@graph")
    if items is None:  # a document of one element
        single = {name: item for name, item in value.items() if name != "@context"}
        return Graph(list(_lift(single, "", problems)), _context(value), problems)
    if not isinstance(items, list):
        raise InputError("spdx3.wrong_type", path="@graph", expected="array", found=type_name(items))
    nodes: list[Node] = []
    for index, item in enumerate(items):
        path = f"@graph[{index}]"
        if _is_object(item):
            nodes.extend(_lift(item, path, problems))
        else:
            problems.add("spdx3.wrong_type", path, expected="object", found=type_name(item))
    return Graph(nodes, _context(value), problems)


def _context(document: JsonObject) -> str:
    value = document.get("@context")
    parts = value if isinstance(value, list) else [value]
    return " ".join(part for part in parts if isinstance(part, str))


def _is_object(value: object) -> TypeGuard[JsonObject]:
    return isinstance(value, dict)


def _lift(element: JsonObject, path: str, problems: ProblemList) -> Iterator[Node]:
    """Yield an element and the elements with an own ``spdxId`` written inside it; no recursion."""
    waiting = [(element, path)]
    while waiting:
        fields, where = waiting.pop()
        node = Node(fields, where, problems)
        if not node.type:
            problems.add("spdx3.missing_field", f"{where}.type" if where else "type")
        else:
            yield node
        for name, value in fields.items():
            for index, item in enumerate(value if isinstance(value, list) else [value]):
                if _is_object(item) and "type" in item and "spdxId" in item and name != "verifiedUsing":
                    place = f"{where}.{name}" if where else name
                    waiting.append((item, f"{place}[{index}]" if isinstance(value, list) else place))
