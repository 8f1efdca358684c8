"""Every kind of lock file, manifest and installed package: the whole graph that must come out of a real-shaped input."""

import pytest
from tests.unit.extract.fixture_graphs import HERE, cases, extraction_of, graph_text

from kaname.extract import EXTRACTORS

# Binary archives, executables, package databases and what folders leave out are built in tests of their own.
BUILT_IN_TESTS = {"wheel", "jar", "go-binary", "os-release", "dpkg", "dpkg-part", "apk", "rpm", "npm-installed"}


@pytest.mark.parametrize("case", cases())
def test_the_graph_is_as_written(case: str) -> None:
    expected = (HERE / case / "graph.txt").read_text("utf-8")
    assert graph_text(extraction_of(case)) == expected


def test_every_kind_has_a_fixture() -> None:
    seen = {run.kind for case in cases() for run in extraction_of(case).runs}
    assert {each.kind for each in EXTRACTORS} - BUILT_IN_TESTS - seen == set()


@pytest.mark.parametrize("case", cases())
def test_facts_that_are_found_are_facts_that_are_declared(case: str) -> None:
    facts = {each.kind: each.facts for each in EXTRACTORS}
    for run in extraction_of(case).runs:
        found = set()
        for component in run.found.components:
            if component.ref in run.found.subjects and run.kind != "python-installed":
                continue  # facts about the project come from the manifest beside the lock file
            found |= {"hash"} if component.hashes else set()
            found |= {"license"} if component.licenses else set()
            found |= {"version"} if component.version else set()
            found |= {"scope"} if component.scope else set()
        assert found <= facts[run.kind], run.kind


@pytest.mark.parametrize("case", cases())
def test_every_edge_joins_components_that_are_there(case: str) -> None:
    for run in extraction_of(case).runs:
        if run.found.place:
            continue  # installed packages are answered by other files
        refs = {component.ref for component in run.found.components}
        ends = {end for edge in run.found.relationships for end in (edge.source, edge.target)}
        assert ends <= refs
        assert set(run.found.subjects) <= refs
