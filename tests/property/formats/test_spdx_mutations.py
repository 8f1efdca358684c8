"""Whatever is done to an SPDX document, readers return a bill of materials or raise a KanameError; nothing else."""

import copy
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.formats.spdx_lighthouse import JSON_TREE, as_spdx3, as_tag_value, as_yaml

from kaname.errors import KanameError
from kaname.formats import spdx2, spdx3
from kaname.model.sbom import Original, Sbom

ORIGINAL = Original(data=b"", sha256="")
SPDX3_TREE = json.loads(as_spdx3())
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def places(tree: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [path]
    if isinstance(tree, dict):
        for key, value in tree.items():
            found += places(value, (*path, key))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            found += places(value, (*path, index))
    return found


def replaced(tree: Any, path: tuple[str | int, ...], value: Any) -> Any:
    if not path:
        return value
    tree = copy.deepcopy(tree)
    holder = tree
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    return tree


def consistent(sbom: Sbom) -> None:
    refs = [component.ref for component in sbom.components]
    assert len(set(refs)) == len(refs)
    assert sbom.root is None or sbom.root == refs[0]
    known = set(refs)
    assert all(edge.source in known and edge.target in known for edge in sbom.relationships)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(places(JSON_TREE)), VALUES)
def test_spdx2_json_with_another_value_somewhere(path: tuple[str | int, ...], value: Any) -> None:
    data = json.dumps(replaced(JSON_TREE, path, value)).encode()
    try:
        sbom = spdx2.read_spdx_json(data, Original(data=data, sha256=""))
    except KanameError:
        return
    consistent(sbom)
    spdx2.extras(sbom)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(places(SPDX3_TREE)), VALUES)
def test_spdx3_with_another_value_somewhere(path: tuple[str | int, ...], value: Any) -> None:
    data = json.dumps(replaced(SPDX3_TREE, path, value)).encode()
    try:
        sbom = spdx3.read_spdx3(data, Original(data=data, sha256=""))
    except KanameError:
        return
    consistent(sbom)
    spdx3.extras(sbom)


def cut(text: str) -> st.SearchStrategy[str]:
    """The text with one stretch replaced."""
    spots = st.integers(0, len(text))
    return st.builds(
        lambda one, other, new: text[: min(one, other)] + new + text[max(one, min(other, one + 40)) :],
        spots,
        spots,
        st.text(max_size=12) | st.sampled_from(["<text>", "</text>", "\n", ": ", "*a", "&a ", "[", "{", "- ", "\t"]),
    )


@settings(max_examples=150, deadline=None)
@given(cut(as_tag_value()))
def test_tag_value_with_a_stretch_replaced(text: str) -> None:
    try:
        sbom = spdx2.read_spdx_tag_value(text, Original(data=text.encode("utf-8", "surrogatepass"), sha256=""))
    except KanameError:
        return
    consistent(sbom)


@settings(max_examples=100, deadline=None)
@given(cut(as_yaml()))
def test_yaml_with_a_stretch_replaced(text: str) -> None:
    try:
        consistent(spdx2.read_spdx_yaml(text, ORIGINAL))
    except KanameError:
        return


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes(data: bytes) -> None:
    for read in (spdx2.read_spdx_json, spdx3.read_spdx3):
        try:
            read(data, ORIGINAL)
        except KanameError:
            continue
