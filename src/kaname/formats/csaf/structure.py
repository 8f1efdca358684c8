"""The structure check: does a document have the properties, types, patterns and values that its version asks for?

A small language of shapes (``Text``, ``Listing``, ``Record`` …) and a walker that reports every misfit by JSON pointer. The
descriptions of CSAF 2.0 and 2.1 are in ``structure_2_0`` and ``structure_2_1``, in our own words. CVSS, SSVC and extension
objects are described by standards of others and are checked by tests of their own (6.1.8, 6.1.46, 6.1.60.1).
"""

import re
from collections.abc import Iterator, Mapping

import msgspec
from msgspec import Struct

from kaname.formats.csaf.checks import Fault, fault
from kaname.formats.csaf.moments import parse_moment
from kaname.formats.csaf.nodes import Node

# RFC 3986: scheme, colon, then only characters that a URI may hold.
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*", re.ASCII)
_PLAIN_TYPES: Mapping[type, str] = {dict: "object", list: "array", str: "string", bool: "boolean"}


class Text(Struct, frozen=True):
    """A string.

    Attributes:
        shortest: fewest characters. pattern: the whole must match. values: the only ones allowed; empty for any.
        form: ``uri``, ``date-time`` or empty.
    """

    shortest: int = 1
    pattern: re.Pattern[str] | None = None
    values: tuple[str, ...] = ()
    form: str = ""


class Amount(Struct, frozen=True):
    """A number within bounds, both included."""

    lowest: float = 0
    highest: float = 10


class Flag(Struct, frozen=True):
    """True or false."""


class Anything(Struct, frozen=True):
    """Any value: described elsewhere."""


class Listing(Struct, frozen=True):
    """An array. ``distinct``: no two items may be equal."""

    items: "Shape"
    fewest: int = 1
    distinct: bool = False


class Record(Struct, frozen=True):
    """An object.

    Attributes:
        fields: property → shape. required: the properties that must be there.
        closed: no other properties. fewest, most: number of properties; most 0 for no limit.
    """

    fields: Mapping[str, "Shape"]
    required: tuple[str, ...] = ()
    closed: bool = False
    fewest: int = 0
    most: int = 0


class Named(Struct, frozen=True):
    """A shape by name, for shapes that contain themselves."""

    name: str


Shape = Text | Amount | Flag | Anything | Listing | Record | Named

URI = Text(shortest=0, form="uri")
DATE_TIME = Text(shortest=0, form="date-time")
TEXT = Text()


def record(text: str, fields: Mapping[str, Shape], *, closed: bool = False, fewest: int = 0) -> Record:
    """Return a record; ``text`` lists the required properties, separated by blanks."""
    return Record(fields, tuple(text.split()), closed, fewest)


def one_of(text: str) -> Text:
    """Return the shape of an enumeration, its values separated by blanks."""
    return Text(values=tuple(text.split()))


def is_uri(text: str) -> bool:
    """Say whether a text has the form of a URI (RFC 3986)."""
    return _URI.fullmatch(text) is not None


def check_structure(root: Node, shape: Shape, named: Mapping[str, Shape]) -> Iterator[Fault]:
    """Yield every place where a document does not have the shape. Walks without recursion: depth costs memory only."""
    stack: list[tuple[Node, Shape]] = [(root, shape)]
    while stack:
        node, wanted = stack.pop()
        if isinstance(wanted, Named):
            wanted = named[wanted.name]
        if isinstance(wanted, Anything):
            continue
        if isinstance(wanted, Record):
            yield from _check_record(node, wanted, stack)
        elif isinstance(wanted, Listing):
            yield from _check_listing(node, wanted, stack)
        elif isinstance(wanted, Text):
            yield from _check_text(node, wanted)
        elif isinstance(wanted, Amount):
            yield from _check_amount(node, wanted)
        elif not isinstance(node.value, bool):
            yield _wrong_type(node, "boolean")


def additional_properties(root: Node, shape: Shape, named: Mapping[str, Shape]) -> Iterator[Node]:
    """Yield every property that a shape does not name."""
    stack: list[tuple[Node, Shape]] = [(root, shape)]
    while stack:
        node, wanted = stack.pop()
        if isinstance(wanted, Named):
            wanted = named[wanted.name]
        if isinstance(wanted, Record):
            for field in node.fields():
                if field.key in wanted.fields:
                    stack.append((field, wanted.fields[field.key]))
                else:
                    yield field
        elif isinstance(wanted, Listing):
            stack += [(item, wanted.items) for item in node.items()]


def _check_record(node: Node, wanted: Record, stack: list[tuple[Node, Shape]]) -> Iterator[Fault]:
    if not isinstance(node.value, dict):
        yield _wrong_type(node, "object")
        return
    for name in wanted.required:
        if name not in node.value:
            yield fault(node, "required", name=name)
    if len(node.value) < wanted.fewest:
        yield fault(node, "too_few_properties", fewest=wanted.fewest)
    if wanted.most and len(node.value) > wanted.most:
        yield fault(node, "too_many_properties", most=wanted.most)
    inner: list[tuple[Node, Shape]] = []
    for field in node.fields():
        if field.key in wanted.fields:
            inner.append((field, wanted.fields[field.key]))
        elif wanted.closed:
            yield fault(field, "additional", name=field.key)
    stack.extend(reversed(inner))


def _check_listing(node: Node, wanted: Listing, stack: list[tuple[Node, Shape]]) -> Iterator[Fault]:
    if not isinstance(node.value, list):
        yield _wrong_type(node, "array")
        return
    if len(node.value) < wanted.fewest:
        yield fault(node, "too_few_items", fewest=wanted.fewest)
    if wanted.distinct:
        seen: set[bytes] = set()
        for item in node.items():
            content = msgspec.json.encode(item.value, order="deterministic")
            if content in seen:
                yield fault(item, "repeated")
            seen.add(content)
    stack.extend(reversed([(item, wanted.items) for item in node.items()]))


def _check_text(node: Node, wanted: Text) -> Iterator[Fault]:
    if not isinstance(node.value, str):
        yield _wrong_type(node, "string")
    elif wanted.values:
        if node.value not in wanted.values:
            yield fault(node, "value", value=node.value, values=", ".join(wanted.values))
    elif len(node.value) < wanted.shortest:
        yield fault(node, "too_short", shortest=wanted.shortest)
    elif wanted.pattern is not None and not wanted.pattern.fullmatch(node.value):
        yield fault(node, "pattern", value=node.value)
    elif wanted.form == "uri" and not is_uri(node.value):
        yield fault(node, "uri", value=node.value)
    elif wanted.form == "date-time" and parse_moment(node.value) is None:
        yield fault(node, "date_time", value=node.value)


def _check_amount(node: Node, wanted: Amount) -> Iterator[Fault]:
    number = node.number
    if number is None:
        yield _wrong_type(node, "number")
    elif not wanted.lowest <= number <= wanted.highest:
        yield fault(node, "out_of_bounds", value=number, lowest=wanted.lowest, highest=wanted.highest)


def _wrong_type(node: Node, wanted: str) -> Fault:
    found = "null" if node.value is None else _PLAIN_TYPES.get(type(node.value), "number")
    return fault(node, "type", expected=wanted, found=found)
