"""Which fields the reader understands, taken from the wire Structs themselves so that the two cannot drift apart."""

from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

import msgspec
from msgspec import Struct

from kaname.formats.leftovers import Known


@cache
def known_fields(type_: type[Struct]) -> Known:
    """Return the table of known fields of a wire Struct, nested ones included; a recursive type gives a recursive table."""
    return _known(type_, {})


def _known(type_: type[Struct], seen: dict[type[Struct], dict[str, Any]]) -> dict[str, Any]:
    if type_ in seen:
        return seen[type_]
    table: dict[str, Any] = {}
    seen[type_] = table
    for item in msgspec.structs.fields(type_):
        inner = _structs(item.type)
        if not inner:
            table[item.encode_name] = True
        elif len(inner) == 1:
            table[item.encode_name] = _known(inner[0], seen)
        else:  # several shapes of one field: what either knows
            table[item.encode_name] = {key: value for struct in inner for key, value in _known(struct, seen).items()}
    return table


def _structs(type_: Any) -> list[type[Struct]]:
    if get_origin(type_) in (Union, UnionType, list):
        return [struct for inner in get_args(type_) for struct in _structs(inner)]
    return [type_] if isinstance(type_, type) and issubclass(type_, Struct) else []
