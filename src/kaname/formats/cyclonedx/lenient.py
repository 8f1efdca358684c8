"""The slow way through a JSON document that has values of wrong types: keep what is right, list what is not.

Used only after the typed decoding of the whole document failed. Refuses nothing but a document that is no object.
"""

from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec import Raw, Struct

from kaname.formats.json_text import type_error
from kaname.formats.problem_list import ProblemList

S = TypeVar("S", bound=Struct)


def decode_leniently(text: bytes | Raw, type_: type[S], path: str, problems: ProblemList) -> S | None:
    """Decode an object field by field.

    Args:
        text: JSON text whose syntax was checked.
        type_: the Struct to build; all its fields have defaults.
        path: where the object stands.
        problems: gets one entry for each value that was dropped or taken as text.

    Returns:
        The Struct with what could be read; None where the value is no object.
    """
    try:
        return msgspec.json.decode(text, type=type_)
    except msgspec.ValidationError as error:
        whole = error
    try:
        raws = msgspec.json.decode(text, type=dict[str, Raw])
    except msgspec.ValidationError:
        _note(problems, whole, path)
        return None
    values: dict[str, Any] = {}
    for item in msgspec.structs.fields(type_):
        raw = raws.get(item.encode_name)
        if raw is not None:
            where = f"{path}.{item.encode_name}" if path else item.encode_name
            value = _value(raw, item.type, where, problems)
            if value is not None:
                values[item.name] = value
    return type_(**values)


def _value(raw: Raw, type_: Any, path: str, problems: ProblemList) -> Any:
    try:
        return msgspec.json.decode(raw, type=type_)
    except msgspec.ValidationError as error:
        wrong = error
    choices = [choice for choice in _choices(type_) if choice is not type(None)]
    for choice in choices:
        origin = get_origin(choice)
        if origin is list and bytes(memoryview(raw)[:1]) == b"[":
            return _items(raw, get_args(choice)[0], path, problems)
        if origin is None and issubclass(choice, Struct) and bytes(memoryview(raw)[:1]) == b"{":
            return decode_leniently(raw, choice, path, problems)
    if str in choices and bytes(memoryview(raw)[:1]) in _NUMBER_STARTS:
        # A version 1.10 without quotes is still "1.10" as written.
        problems.add("cyclonedx.number_as_text", path, value=bytes(raw).decode())
        return bytes(raw).decode()
    _note(problems, wrong, path)
    return None


def _items(raw: Raw, type_: Any, path: str, problems: ProblemList) -> list[Any]:
    items = []
    for index, item in enumerate(msgspec.json.decode(raw, type=list[Raw])):
        value = _value(item, type_, f"{path}[{index}]", problems)
        if value is not None:
            items.append(value)
        elif isinstance(type_, type) and issubclass(type_, Struct):
            items.append(type_())  # keeps the places of those that follow
    return items


def _choices(type_: Any) -> tuple[Any, ...]:
    return get_args(type_) if get_origin(type_) in (Union, UnionType) else (type_,)


def _note(problems: ProblemList, error: msgspec.ValidationError, path: str) -> None:
    wrong = type_error(error, path)
    problems.add(wrong.code, wrong.path or "", **dict(wrong.params))


_NUMBER_STARTS = frozenset(b"-0123456789"[at : at + 1] for at in range(11))
