"""Decoding of untrusted values into wire structs, field by field, when the strict way failed.

Holds one function that keeps whatever has the right type and lists what has not, with its path. Refuses to guess: a number
where text is expected is taken over only where its text is certain (integers), and never silently.
"""

from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec import Struct

from kaname.model.sbom import Problem

S = TypeVar("S", bound=Struct)


def convert_leniently(value: object, struct: type[S], path: str, problems: list[Problem], code: str) -> S | None:
    """Convert a decoded object into ``struct``, dropping fields of a wrong type.

    Args:
        value: what JSON or YAML held.
        struct: wire struct; every field must have a default.
        path: place of ``value`` in the document.
        problems: defects are appended here, one per dropped value, with parameters ``expected`` and ``found``.
        code: message code for them.

    Returns:
        The struct, or None where ``value`` is no object at all.
    """
    if not isinstance(value, dict):
        problems.append(_problem(path, code, "object", value))
        return None
    try:
        return msgspec.convert(value, struct)
    except msgspec.ValidationError:
        pass  # the loop below finds out which field is at fault
    kept: dict[str, Any] = {}
    for field in msgspec.structs.fields(struct):
        item = value.get(field.encode_name)
        if item is None:
            continue
        where = f"{path}.{field.encode_name}" if path else field.encode_name
        done, result = _convert_field(item, field.type, where, problems, code)
        if done:
            kept[field.name] = result
    return struct(**kept)


def _convert_field(item: object, wanted: Any, path: str, problems: list[Problem], code: str) -> tuple[bool, object]:
    try:
        return True, msgspec.convert(item, wanted)
    except msgspec.ValidationError:
        pass  # taken apart below
    wanted = _without_none(wanted)
    if get_origin(wanted) is list:
        return _convert_list(item, get_args(wanted)[0], path, problems, code)
    if isinstance(wanted, type) and issubclass(wanted, Struct):
        inner = convert_leniently(item, wanted, path, problems, code)
        return inner is not None, inner
    problems.append(_problem(path, code, _NAMES.get(wanted, "value"), item))
    if wanted is str and isinstance(item, int) and not isinstance(item, bool):
        return True, str(item)
    return False, None


def _convert_list(
    item: object, wanted: Any, path: str, problems: list[Problem], code: str
) -> tuple[bool, list[object]]:
    if not isinstance(item, list):
        problems.append(_problem(path, code, "array", item))
        return False, []
    kept: list[object] = []
    for index, element in enumerate(item):
        done, result = _convert_field(element, wanted, f"{path}[{index}]", problems, code)
        if done:
            kept.append(result)
    return True, kept


def _without_none(wanted: Any) -> Any:
    if get_origin(wanted) in (Union, UnionType):
        rest = [option for option in get_args(wanted) if option is not type(None)]
        return rest[0] if len(rest) == 1 else wanted
    return wanted


_NAMES: dict[object, str] = {str: "string", bool: "boolean", int: "integer", float: "number"}


def _problem(path: str, code: str, expected: str, found: object) -> Problem:
    return Problem(path=path, code=code, params={"expected": expected, "found": type_name(found)})


def type_name(value: object) -> str:
    """Name the JSON type of a decoded value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    names: dict[type, str] = {str: "string", list: "array", dict: "object"}
    return names.get(type(value), type(value).__name__)
