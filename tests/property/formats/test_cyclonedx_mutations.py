"""Whatever the bytes are, reading ends in a document or in an error of this house."""

import contextlib
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.formats import cyclonedx_harbour as harbour

from kaname.errors import KanameError
from kaname.formats import decompress, extras, read_sbom, sniff_format

SEEDS = [harbour.JSON.encode(), harbour.XML.encode()]
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def read_or_refuse(data: bytes) -> None:
    sniff_format(data)
    try:
        sbom = read_sbom(data)
        extras(sbom)
    except KanameError:
        return
    refs = [each.ref for each in sbom.components]
    assert len(refs) == len(set(refs))
    assert {end for edge in sbom.relationships for end in (edge.source, edge.target)} <= set(refs)
    assert sbom.root is None or sbom.root in refs
    assert all(each.parent is None or each.parent in refs for each in sbom.components)


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    for prefix in (b"", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b'{"bomFormat":"CycloneDX"', b"<?xml "):
        read_or_refuse(prefix + data)
        with contextlib.suppress(KanameError):
            decompress(prefix + data)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 6000), st.binary(max_size=3), st.integers(0, 40)), max_size=4),
)
def test_damaged_documents(seed: bytes, wounds: list[tuple[int, bytes, int]]) -> None:
    data = seed
    for at, put_in, cut in wounds:
        data = data[:at] + put_in + data[at + cut :]
    read_or_refuse(data)


def _places(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [path, *[place for key, inner in items for place in _places(inner, (*path, key))]]


PLACES = [place for place in _places(json.loads(harbour.JSON)) if place]


@given(st.lists(st.tuples(st.sampled_from(PLACES), JSON_VALUES), min_size=1, max_size=3))
def test_any_value_at_any_place(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    document = json.loads(harbour.JSON)
    for place, value in changes:
        at = document
        try:
            for step in place[:-1]:
                at = at[step]
            at[place[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    read_or_refuse(json.dumps(document).encode())


@given(st.sampled_from([place for place in PLACES if place[0] == "components" and len(place) > 2]), JSON_VALUES)
def test_one_wrong_value_in_one_component_leaves_the_others(place: tuple[Any, ...], value: Any) -> None:
    document = json.loads(harbour.JSON)
    whole = read_sbom(json.dumps(document).encode())
    at = document
    for step in place[:-1]:
        at = at[step]
    at[place[-1]] = value
    sbom = read_sbom(json.dumps(document).encode())
    other = "components[1]" if place[1] == 0 else "components[0]"
    untouched = [each for each in whole.components if each.path.startswith(other)]
    assert [each.name for each in sbom.components if each.path.startswith(other)] == [each.name for each in untouched]
