"""A place in a decoded JSON document: value and JSON pointer. Never raises on a wrong type: what is not there is empty.

The tests of the standard have to say something about documents that do not fit the schema, too. So they read through
``Node``, which answers with "nothing" where a value is missing or of another type, and knows its pointer for the report.
"""

from collections.abc import Iterator
from typing import Final

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


class _Absent:
    """The value of a place that the document does not have."""

    def __repr__(self) -> str:
        return "absent"


ABSENT: Final = _Absent()


class Node:
    """A place in a document.

    Args:
        value: what stands there; ``ABSENT`` where nothing does.
    """

    __slots__ = ("_key", "_parent", "value")

    def __init__(self, value: object, parent: "Node | None" = None, key: str | int = "") -> None:
        self.value = value
        self._parent = parent
        self._key = key

    @property
    def path(self) -> str:
        """JSON pointer (RFC 6901); empty for the whole document."""
        keys: list[str] = []
        node: Node | None = self
        while node is not None and node._parent is not None:
            keys.append(str(node._key).replace("~", "~0").replace("/", "~1"))
            node = node._parent
        return "".join("/" + key for key in reversed(keys))

    @property
    def exists(self) -> bool:
        """Whether the document has this place, with whatever value."""
        return self.value is not ABSENT

    @property
    def text(self) -> str:
        """The string here; empty where there is none."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def number(self) -> float | None:
        """The number here; None where there is none."""
        is_number = isinstance(self.value, int | float) and not isinstance(self.value, bool)
        return float(self.value) if is_number and isinstance(self.value, int | float) else None

    @property
    def key(self) -> str:
        """Last part of the pointer."""
        return str(self._key)

    def get(self, *keys: str) -> "Node":
        """Return the place that property names lead to from here."""
        node = self
        for key in keys:
            value = node.value.get(key, ABSENT) if isinstance(node.value, dict) else ABSENT
            node = Node(value, node, key)
        return node

    def items(self) -> Iterator["Node"]:
        """Yield the items of the array here."""
        if isinstance(self.value, list):
            for index, value in enumerate(self.value):
                yield Node(value, self, index)

    def fields(self) -> Iterator["Node"]:
        """Yield the properties of the object here."""
        if isinstance(self.value, dict):
            for key, value in self.value.items():
                yield Node(value, self, key)

    def texts(self) -> list[str]:
        """Return the strings of the array here."""
        return [value for value in self.value if isinstance(value, str)] if isinstance(self.value, list) else []

    def select(self, *pattern: str) -> Iterator["Node"]:
        """Yield the existing places that a pattern matches; ``*`` is every item of an array."""
        if not pattern:
            if self.exists:
                yield self
            return
        head, *rest = pattern
        if head == "*":
            for item in self.items():
                yield from item.select(*rest)
        else:
            found = self.get(head)
            if found.exists:
                yield from found.select(*rest)
