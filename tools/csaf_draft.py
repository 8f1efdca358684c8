"""CSAF 2.1 in the words of the earlier draft that other tools still know: ``relationships`` for ``product_paths``.

Release 2.0.10 of the Secvisogram validator has the draft of CSAF 2.1 of before 2026, in which a component inside a product
is a relationship, as in 2.0. The two say the same for a path of one step, which is all that Kaname writes:

    {"beginning_product_reference": A, "full_product_name": N, "subpaths": [{"category": C, "next_product_reference": B}]}
    {"product_reference": A, "full_product_name": N, "category": C, "relates_to_product_reference": B}

Every other part of a document is left as it is, and ``to_product_paths`` undoes ``to_relationships`` without loss. Refuses
what has more than one step or other members, because the draft cannot say it.
"""

from typing import Any

_PATH = {"beginning_product_reference", "full_product_name", "subpaths"}
_STEP = {"category", "next_product_reference"}


def to_relationships(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document in the words of the earlier draft.

    Raises:
        ValueError: a product path that the draft cannot say.
    """
    return _renamed(document, "product_paths", "relationships", _relationship)


def to_product_paths(document: dict[str, Any]) -> dict[str, Any]:
    """Return what ``to_relationships`` was given."""
    return _renamed(document, "relationships", "product_paths", _path)


def _renamed(document: dict[str, Any], old: str, new: str, change: Any) -> dict[str, Any]:
    tree = document.get("product_tree", {})
    if new in tree:
        raise ValueError(f"{new} are there already")
    if old not in tree:
        return document
    renamed = {
        (new if key == old else key): ([change(x) for x in value] if key == old else value)
        for key, value in tree.items()
    }
    return {**document, "product_tree": renamed}


def _relationship(path: dict[str, Any]) -> dict[str, Any]:
    if set(path) != _PATH or len(path["subpaths"]) != 1 or set(path["subpaths"][0]) != _STEP:
        raise ValueError("a relationship has one step and no other members")
    (step,) = path["subpaths"]
    return {
        "category": step["category"],
        "full_product_name": path["full_product_name"],
        "product_reference": path["beginning_product_reference"],
        "relates_to_product_reference": step["next_product_reference"],
    }


def _path(relationship: dict[str, Any]) -> dict[str, Any]:
    step = {
        "category": relationship["category"],
        "next_product_reference": relationship["relates_to_product_reference"],
    }
    return {
        "beginning_product_reference": relationship["product_reference"],
        "full_product_name": relationship["full_product_name"],
        "subpaths": [step],
    }
