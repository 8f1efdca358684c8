"""Changes of the model carried into the JSON tree that it was read from, so that everything else of the tree stays.

Two renderings of the model, before and after a change, say what changed; only that is changed in the original. Refuses
nothing: what is the same in both renderings is left alone, whatever it is in the original.
"""

from typing import Any

_KEYS = ("bom-ref", "SPDXID", "spdxId", "ref", "name")


def patch_tree(original: Any, before: Any, after: Any) -> Any:
    """Return the original with the changes between two renderings made in it; none of the three is changed.

    Objects are changed field by field, lists of objects item by item (by ``bom-ref``, ``SPDXID``, ``spdxId``, ``ref``, or
    else as a whole), everything else is replaced.

    Args:
        original: decoded JSON.
        before: what the writer makes of the model that was read from the original.
        after: what the writer makes of the changed model.
    """
    if before == after:
        return original
    if isinstance(original, dict) and isinstance(before, dict) and isinstance(after, dict):
        return _patch_object(original, before, after)
    if isinstance(original, list) and isinstance(before, list) and isinstance(after, list):
        return _patch_list(original, before, after)
    return after


def _patch_object(original: dict[str, Any], before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    made = dict(original)
    for key in (*before, *(key for key in after if key not in before)):
        if key not in after:
            made.pop(key, None)
        elif key not in before or key not in original:
            if key not in before or before[key] != after[key]:
                made[key] = after[key]
        else:
            made[key] = patch_tree(original[key], before[key], after[key])
    return made


def _patch_list(original: list[Any], before: list[Any], after: list[Any]) -> list[Any]:
    for key in _KEYS:
        if _is_key(key, before) and _is_key(key, after) and _has_key(key, original):
            return _patch_by_key(key, original, before, after)
    if original == before:
        return after
    if not all(isinstance(item, dict) for item in (*original, *before, *after)):
        own = [item for item in original if item not in before]
        return [*after, *(item for item in own if item not in after)]
    # Items without a key, such as relationships: those that went are taken out, new ones put at the end.
    gone = [item for item in before if item not in after]
    new = [item for item in after if item not in before]
    kept = [item for item in original if not any(_says(item, each) for each in gone)]
    return [*kept, *new]


def _patch_by_key(key: str, original: list[Any], before: list[Any], after: list[Any]) -> list[Any]:
    old = {item[key]: item for item in before}
    new = {item[key]: item for item in after}
    made = []
    seen = set()
    for item in original:
        name = item.get(key) if isinstance(item, dict) else None
        seen.add(name)
        if name in new:
            made.append(patch_tree(item, old[name], new[name]) if name in old else new[name])
        elif name not in old:
            made.append(item)  # nothing that the model holds
    return made + [item for item in after if item[key] not in seen]


def _is_key(key: str, items: list[Any]) -> bool:
    names = [item.get(key) if isinstance(item, dict) else None for item in items]
    return all(isinstance(name, str) for name in names) and len(set(names)) == len(names)


def _has_key(key: str, items: list[Any]) -> bool:
    return any(isinstance(item, dict) and isinstance(item.get(key), str) for item in items)


def _says(item: dict[str, Any], other: dict[str, Any]) -> bool:
    """An item says what another does if it holds all its fields, and perhaps more."""
    return all(item.get(key) == value for key, value in other.items())
