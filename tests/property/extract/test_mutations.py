"""No change of an input makes extraction crash: it ends with what was found and problems that have a text."""

import json
from datetime import UTC, datetime
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.extract.fixture_graphs import cases, tree_of

from kaname import messages
from kaname.extract import EXTRACTORS, NOT_UNDERSTOOD, assemble_sbom, walk_tree
from kaname.extract.tree import MemoryTree
from kaname.testing.archives import make_distribution, make_go_build_info, make_jar, make_old_go_build_info, make_zip

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MODULES = "path\ta\nmod\ta\t(devel)\t\ndep\texample.org/b\tv1.0.0\th1:x=\n"
BUILT = {
    "a-1.0.whl": make_zip(make_distribution("a", "1.0", {"a.py": b"A = 1\n"}, headers="Requires-Dist: b>=1\n")),
    "a-1.0.jar": make_jar("g", "a", "1.0", inside={"lib/b-1.jar": make_jar("g", "b", "1")}),
    "new": make_go_build_info("go1.22.1", MODULES),
    "old": make_old_go_build_info("go1.16", MODULES),
}
OTHER_VALUES: tuple[object, ...] = (None, True, 3, "", [], {}, [[]], [None], {"a": None}, "x", -1.5, ["a", 1], {"": ""})


def check(files: dict[str, bytes]) -> None:
    extraction = walk_tree(MemoryTree(files, name="tree"), EXTRACTORS, not_understood=NOT_UNDERSTOOD)
    sbom = assemble_sbom(extraction, now=NOW)
    for problem in sbom.problems:
        assert messages.text(problem.code, "ja", problem.params)
        assert messages.text(problem.code, "en", problem.params)
    msgspec.json.encode(sbom)
    refs = {component.ref for component in sbom.components}
    assert {end for edge in sbom.relationships for end in (edge.source, edge.target)} <= refs


def mutated_bytes(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randint(1, 5)):
        if not changed:
            break
        at = random.randrange(len(changed))
        kind = random.randrange(5)
        if kind == 0:
            changed[at] = random.randrange(256)
        elif kind == 1:
            del changed[at : at + random.randint(1, 40)]
        elif kind == 2:
            other = random.randrange(len(changed))
            changed[at:at] = changed[other : other + random.randint(1, 60)]
        elif kind == 3:
            changed[at:at] = random.choice(
                [b'"', b"{", b"[", b"}", b"\n", b" ", b"= [1]", b": 1", b",", b"\0", b"\xff"]
            )
        else:
            del changed[at:]
    return bytes(changed)


def mutated_value(value: object, random: Random) -> object:
    if random.random() < 0.04:
        return random.choice(OTHER_VALUES)
    if isinstance(value, dict):
        return {key: mutated_value(item, random) for key, item in value.items() if random.random() > 0.02}
    if isinstance(value, list):
        return [mutated_value(item, random) for item in value]
    return value


@pytest.mark.parametrize("case", cases())
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_changed_text(case: str, seed: int) -> None:
    random = Random(seed)
    tree = tree_of(case)
    check({each.path: mutated_bytes(tree.read(each.path, limit=1 << 20), random) for each in tree.files()})


@pytest.mark.parametrize("case", cases())
@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_changed_types(case: str, seed: int) -> None:
    random = Random(seed)
    tree = tree_of(case)
    files = {each.path: tree.read(each.path, limit=1 << 20) for each in tree.files()}
    for path, data in files.items():
        try:
            value = json.loads(data)
        except ValueError:
            continue  # no JSON: the other test changes it
        files[path] = json.dumps(mutated_value(value, random)).encode()
    check(files)


@pytest.mark.parametrize("name", sorted(BUILT))
@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_changed_archives_and_executables(name: str, seed: int) -> None:
    check({name: mutated_bytes(BUILT[name], Random(seed))})
