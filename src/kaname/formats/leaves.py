"""The single values of a document with their places, for any format: what a conversion has to account for.

Walks without recursion. Names of fields are not values; empty objects and lists have none.
"""

from collections.abc import Iterator
from typing import Any

from kaname.formats.json_text import decode_json
from kaname.formats.problem_list import ProblemList
from kaname.formats.text import decode_text
from kaname.model.loss import Loss

Leaf = tuple[str, str]
"""Path and text of a value; numbers, booleans and null as JSON writes them."""


def iter_leaves(data: bytes, format_: str) -> Iterator[Leaf]:
    """Yield the values of a document in its order.

    Args:
        data: the uncompressed document.
        format_: a name of ``Sbom.format``. Paths: ``components[3].name`` in JSON and YAML; XML as if it were the JSON that
            says the same; ``line 12`` in tag-value.

    Raises:
        InputError: the document cannot be decoded.
    """
    if format_ == "cyclonedx-xml":
        return _xml_leaves(data)
    if format_ == "spdx-tag-value":
        return _tag_leaves(decode_text(data))
    if format_ == "spdx-yaml":
        from kaname.formats.spdx2.yaml_document import parse_yaml

        return _tree_leaves(parse_yaml(decode_text(data), ProblemList("spdx2")))
    if format_ == "cyclonedx-json":
        from kaname.formats.cyclonedx.json_document import json_tree

        return _tree_leaves(json_tree(data))
    return _tree_leaves(decode_json(data, object))


def _tree_leaves(tree: Any) -> Iterator[Leaf]:
    waiting: list[tuple[str, Any]] = [("", tree)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend((f"{path}.{key}" if path else str(key), inner) for key, inner in reversed(value.items()))
        elif isinstance(value, list):
            waiting.extend((f"{path}[{index}]", value[index]) for index in range(len(value) - 1, -1, -1))
        else:
            yield path, _text(value)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return repr(value)


def _xml_leaves(data: bytes) -> Iterator[Leaf]:
    from kaname.formats.cyclonedx.xml_tree import tree_from_xml

    outside: list[Loss] = []
    tree = tree_from_xml(data, outside)
    # JSON says by these what XML says by its namespace.
    yield from _tree_leaves({key: value for key, value in tree.items() if key not in ("bomFormat", "specVersion")})
    for loss in outside:  # elements and attributes that have no place in the tree: one value each
        yield loss.path, ""


def _tag_leaves(text: str) -> Iterator[Leaf]:
    from kaname.formats.spdx2.tag_value import iter_tags

    for line, tag, value in iter_tags(text, ProblemList("spdx2")):
        # Lines that hold several values (SPDX 2.3 clauses 7.10, 7.21, 11.1).
        parts = value.replace(": ", " ").split() if tag in _SEVERAL else [value]
        for part in parts:
            yield f"line {line}", part


_SEVERAL = frozenset({"Relationship", "ExternalRef", "PackageChecksum", "FileChecksum"})
