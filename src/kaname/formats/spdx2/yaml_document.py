"""SPDX 2 as YAML: the JSON names in YAML clothes (SPDX 2.3 clause 4.4).

Built from parser events, not by a YAML loader: no tag makes an object, nothing recurses, aliases are counted, and every plain
scalar stays the text it was (``versionInfo: 1.10`` is ``1.10``, not a number). Slow by nature: some 10 µs per value.
"""

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from kaname.errors import InputError
from kaname.formats.problem_list import ProblemList
from kaname.formats.spdx2.document import read_document
from kaname.formats.spdx2.json_document import convert_document
from kaname.model.sbom import Original, Sbom

# SPDX nests five deep; libyaml itself needs a bound, or a megabyte of brackets costs a megabyte of parser state.
MAX_YAML_DEPTH = 50
# The largest SPDX YAML seen has 20,000 values; the same document of a million packages would have some 20 million.
MAX_YAML_VALUES = 20_000_000
# Aliases repeat a checksum or a licence at most; a bomb repeats itself. Counted in values that they stand for.
MAX_YAML_ALIASED_VALUES = 100_000

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_LOADER: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_spdx_yaml(text: str, original: Original) -> Sbom:
    """Read an SPDX 2.1 to 2.3 document in YAML.

    Args:
        text: the document; only the first of several YAML documents is read, the others are a problem.
        original: kept in the result.

    Returns:
        The bill of materials, ``format`` ``spdx-yaml``; paths as in JSON (``packages[3].name``).

    Raises:
        InputError: no YAML, over a limit (with line and column), no mapping, ``packages`` no sequence, no ``spdxVersion``.
        UnsupportedError: another version of SPDX.
    """
    problems = ProblemList("spdx2")
    value = parse_yaml(text, problems)
    document, places = convert_document(value, problems)
    return read_document(document, places, original, "spdx-yaml", problems)


def parse_yaml(text: str, problems: ProblemList) -> object:
    """Parse YAML text into dictionaries, lists, strings and None.

    Raises:
        InputError: ``spdx2.yaml_syntax``, ``spdx2.yaml_too_deep``, ``spdx2.yaml_too_large``, ``spdx2.yaml_aliases``,
            ``spdx2.yaml_alias_unknown``, all with line and column.
    """
    builder = _Builder(problems)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}" if mark else None
        raise InputError("spdx2.yaml_syntax", path=where, reason=error.problem or "") from None
    except yaml.YAMLError as error:  # characters that YAML does not allow carry a position, not a mark
        raise InputError("spdx2.yaml_syntax", reason=str(error).splitlines()[0]) from None
    return builder.result


class _Open:
    """A mapping or sequence whose end has not come."""

    __slots__ = ("anchor", "key", "start", "value")

    def __init__(self, value: "dict[str, object] | list[object]", anchor: str | None, start: int) -> None:
        self.value = value
        self.anchor = anchor
        self.start = start
        self.key: str | None = None


class _Builder:
    def __init__(self, problems: ProblemList) -> None:
        self.result: object = None
        self._problems = problems
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[object, int]] = {}
        self._count = 0
        self._aliased = 0
        self._documents = 0

    def take(self, event: Event) -> None:
        """Take one parser event."""
        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents == 2:
                self._problems.add("spdx2.yaml_more_documents", _place(event))
        elif self._documents > 1:
            return
        elif isinstance(event, ScalarEvent):
            self._note(event)
            value = None if event.value in _NULLS and event.implicit[0] and not event.style else event.value
            if event.anchor:
                self._anchors[event.anchor] = (value, 1)
            self._put(value, event)
        elif isinstance(event, MappingStartEvent):
            self._open({}, event)
        elif isinstance(event, SequenceStartEvent):
            self._open([], event)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            done = self._stack.pop()
            if done.anchor:
                self._anchors[done.anchor] = (done.value, self._count - done.start)
            self._put(done.value, event)
        elif isinstance(event, AliasEvent):
            self._put(self._resolve(event), event)

    def _note(self, event: Event) -> None:
        self._count += 1
        if self._count > MAX_YAML_VALUES:
            raise InputError("spdx2.yaml_too_large", path=_place(event), limit=MAX_YAML_VALUES)

    def _open(self, value: "dict[str, object] | list[object]", event: MappingStartEvent | SequenceStartEvent) -> None:
        self._note(event)
        if len(self._stack) >= MAX_YAML_DEPTH:
            raise InputError("spdx2.yaml_too_deep", path=_place(event), limit=MAX_YAML_DEPTH)
        self._stack.append(_Open(value, event.anchor, self._count))

    def _resolve(self, event: AliasEvent) -> object:
        if event.anchor not in self._anchors:
            raise InputError("spdx2.yaml_alias_unknown", path=_place(event), anchor=str(event.anchor)[:40])
        value, size = self._anchors[event.anchor]
        self._aliased += size + 1
        self._count += size + 1
        if self._aliased > MAX_YAML_ALIASED_VALUES:
            raise InputError("spdx2.yaml_aliases", path=_place(event), limit=MAX_YAML_ALIASED_VALUES)
        return value

    def _put(self, value: object, event: Event) -> None:
        if not self._stack:
            self.result = value
            return
        holder = self._stack[-1]
        if isinstance(holder.value, list):
            holder.value.append(value)
        elif holder.key is None:
            holder.key = value if isinstance(value, str) else "null" if value is None else ""
        else:
            if holder.key in holder.value:
                self._problems.add("spdx2.yaml_key_repeated", _place(event), key=holder.key[:40])
            holder.value[holder.key] = value
            holder.key = None


def _place(event: Event) -> str:
    mark = event.start_mark
    return f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
