"""A JSON tree by its leaves: where each stands, in an order that depends on the content alone.

A leaf is a scalar or an empty container. A place is a tuple of keys and indices, written as a JSON pointer (RFC 6901). Object
keys go in code point order, so that the order of keys in a file plays no part.
"""

from collections.abc import Iterator
from typing import Any

Place = tuple[str | int, ...]


def iter_leaves(tree: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Walk the leaves below ``tree``, which itself stands at ``place``."""
    waiting: list[tuple[Place, Any]] = [(place, tree)]
    while waiting:  # no recursion: nesting is the document's choice
        where, node = waiting.pop()
        if isinstance(node, dict) and node:
            waiting.extend([((*where, key), node[key]) for key in sorted(node, reverse=True)])
        elif isinstance(node, list) and node:
            waiting.extend([((*where, index), node[index]) for index in range(len(node) - 1, -1, -1)])
        else:
            yield where, node


def pointer_text(place: Place) -> str:
    """Return a place as a JSON pointer."""
    return "".join(["/" + str(part).replace("~", "~0").replace("/", "~1") for part in place])


def parse_pointer(text: str) -> tuple[str, ...] | None:
    """Return the parts of a JSON pointer, indices still as text; None where it is none."""
    if text and not text.startswith("/"):
        return None
    return tuple([part.replace("~1", "/").replace("~0", "~") for part in text.split("/")[1:]])


def find_place(tree: Any, parts: tuple[str, ...]) -> Place | None:
    """Return the place that the parts of a pointer lead to; None where nothing stands there."""
    place: list[str | int] = []
    node = tree
    for part in parts:
        if isinstance(node, dict) and part in node:
            place.append(part)
            node = node[part]
        elif isinstance(node, list) and part.isascii() and part.isdigit() and int(part) < len(node):
            place.append(int(part))
            node = node[int(part)]
        else:
            return None
    return tuple(place)
