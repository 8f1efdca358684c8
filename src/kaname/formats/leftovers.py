"""Fields of a document that its reader did not understand: they stay in ``Sbom.original`` and are listed here.

What is not understood is never dropped silently. Nothing here changes a document.
"""

from collections.abc import Mapping
from typing import Any

# A field name → how far it is understood: True for all of it, a mapping for the fields of the object or objects below it.
# ``Any`` stands for "True or Known": mypy knows no recursive alias that also refers to itself at run time.
Known = Mapping[str, Any]


def unknown_fields(tree: Any, known: Known, path: str = "") -> tuple[tuple[str, Any], ...]:
    """Return the fields of a JSON tree that a table of known fields does not name, with their paths.

    Args:
        tree: decoded JSON.
        known: fields of the object ``tree`` (or of each object, where ``tree`` is an array).
        path: where ``tree`` stands.
    """
    found: list[tuple[str, Any]] = []
    waiting: list[tuple[Any, Known, str]] = [(tree, known, path)]
    while waiting:  # no recursion: nesting is the document's choice
        value, fields, where = waiting.pop()
        if isinstance(value, dict):
            below: list[tuple[Any, Known, str]] = []
            for key, inner in value.items():
                place = f"{where}.{key}" if where else str(key)
                understood = fields.get(key)
                if understood is None:
                    found.append((place, inner))
                elif understood is not True:
                    below.append((inner, understood, place))
            waiting.extend(reversed(below))
        elif isinstance(value, list):
            waiting.extend((value[index], fields, f"{where}[{index}]") for index in range(len(value) - 1, -1, -1))
    return tuple(found)
