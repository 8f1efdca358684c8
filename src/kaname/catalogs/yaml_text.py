"""YAML as Kaname reads it: plain values only, and nothing that can surprise.

Refuses duplicate keys (PyYAML would keep the last one silently), anchors, aliases and merge keys (a short file can
otherwise expand without bound), tags, more than one document, and files over the limits below. Dates, ``yes``, ``no``,
``on`` and ``off`` stay text: only ``true``, ``false``, ``null``, integers and decimals are anything else. Keys are text.
"""

import re
from collections.abc import Mapping, Sequence

import yaml

from kaname.errors import InputError

MAX_BYTES = 8 * 1024 * 1024  # the largest bundled pack file is under 0.5 MB; a person cannot review 8 MB
MAX_DEPTH = 40  # a pack uses 9 levels

Plain = str | int | float | bool | None | Sequence["Plain"] | Mapping[str, "Plain"]

_INTEGER = re.compile(r"^-?(0|[1-9][0-9]{0,17})$")
_DECIMAL = re.compile(r"^-?(0|[1-9][0-9]{0,17})\.[0-9]{1,17}$")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


def parse_yaml(data: bytes, name: str) -> Plain:
    """Return the plain value of one YAML document.

    Args:
        data: UTF-8, with or without byte order mark.
        name: what errors call the file; empty where the caller names it.

    Raises:
        InputError: not UTF-8, not YAML, over a limit, or one of the things this room refuses; ``path`` is
            ``name: line 3, column 5``.
    """
    if len(data) > MAX_BYTES:
        raise InputError("catalogs.file_too_large", path=name, limit_bytes=MAX_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            "catalogs.not_utf8", path=f"{name}: byte {error.start}" if name else f"byte {error.start}"
        ) from None
    loader = _LOADER(text)
    try:
        _refuse_surprises(text, name)
        node = loader.get_single_node()
        return _plain(node, name, 0) if node is not None else None
    except yaml.MarkedYAMLError as error:
        raise InputError(
            "catalogs.not_yaml", path=_place(name, error.problem_mark), problem=str(error.problem or error.context)
        ) from None
    except yaml.YAMLError as error:
        raise InputError("catalogs.not_yaml", path=name, problem=str(error).split("\n", 1)[0]) from None
    finally:
        loader.dispose()


def write_yaml(value: object) -> bytes:
    """Return a plain value as YAML that ``parse_yaml`` reads back the same; keys stay in order, no anchors."""
    text: str = yaml.dump(value, Dumper=_PlainDumper, allow_unicode=True, sort_keys=False, width=110)
    return text.encode("utf-8")


class _PlainDumper(yaml.SafeDumper):
    """Writes shared values out in full, and indents lists under their key so that diffs stay small."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # Unicode line breaks would be folded like ordinary ones unless they are escaped, which only this style does.
    style = '"' if _LINE_BREAKS.search(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_LINE_BREAKS = re.compile("[\x85\u2028\u2029]")
_PlainDumper.add_representer(str, _represent_text)


class _NoAliases(yaml.CSafeLoader):
    """The C parser, told to build nodes only and to refuse aliases."""


_LOADER = _NoAliases


def _refuse_surprises(text: str, name: str) -> None:
    """Refuse aliases, tags and deep nesting from the events, before nodes exist that deep nesting would recurse over."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise InputError("catalogs.alias_refused", path=_place(name, event.start_mark))
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise InputError("catalogs.tag_refused", path=_place(name, event.start_mark), tag=str(tag))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise InputError("catalogs.nested_too_deep", path=_place(name, event.start_mark), limit=MAX_DEPTH)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _plain(node: yaml.Node, name: str, depth: int) -> Plain:
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, name, depth + 1) for child in node.value]
    assert isinstance(node, yaml.MappingNode)
    found: dict[str, Plain] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode) or key_node.value == "<<":
            raise InputError("catalogs.key_refused", path=_place(name, key_node.start_mark))
        if key_node.value in found:
            raise InputError("catalogs.duplicate_key", path=_place(name, key_node.start_mark), key=key_node.value)
        found[key_node.value] = _plain(value_node, name, depth + 1)
    return found


def _scalar(node: yaml.ScalarNode) -> Plain:
    value: str = node.value
    if node.style in ("'", '"', "|", ">"):
        return value
    if value in _WORDS:
        return _WORDS[value]
    if _INTEGER.match(value):
        return int(value)
    return float(value) if _DECIMAL.match(value) else value


def _place(name: str, mark: object) -> str:
    line, column = getattr(mark, "line", None), getattr(mark, "column", None)
    if line is None or column is None:
        return name
    where = f"line {line + 1}, column {column + 1}"
    return f"{name}: {where}" if name else where
