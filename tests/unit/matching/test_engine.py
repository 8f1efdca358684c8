"""The engine: what adds up, what is asked once, what explains itself."""

from itertools import pairwise

from kaname.matching.engine import MatchEngine, match_components
from kaname.matching.paths import MAX_PATHS, MAX_STEPS, DependencyGraph
from kaname.testing.knowledge import FakeKnowledge
from kaname.testing.sboms import make_component, make_sbom


def test_several_ranges_of_one_package_add_up() -> None:
    knowledge = FakeKnowledge()
    knowledge.add("CVE-2020-0001", "npm", "a", introduced="1.0.0", fixed="1.5.0")
    knowledge.add("CVE-2020-0001", "npm", "a", introduced="2.0.0", fixed="2.5.0")
    matched = MatchEngine(knowledge).match(
        make_sbom(["pkg:npm/a@1.4.0", "pkg:npm/a@1.5.0", "pkg:npm/a@2.4.0"]), target="t"
    )
    assert [finding.component.purl for finding in matched.findings] == ["pkg:npm/a@1.4.0", "pkg:npm/a@2.4.0"]


def test_the_fix_of_the_own_branch_comes_first_and_later_branches_follow() -> None:
    knowledge = FakeKnowledge()
    for introduced, fixed in (("3.0.0", "3.1.0"), ("1.0.0", "1.5.0"), ("2.0.0", "2.0.1")):
        knowledge.add("CVE-2020-0001", "npm", "a", introduced=introduced, fixed=fixed)
    found = MatchEngine(knowledge).match(make_sbom(["pkg:npm/a@2.0.0"]), target="t").findings
    assert found[0].fixed == ("2.0.1", "3.1.0")


def test_two_records_of_one_group_give_one_finding_that_names_both() -> None:
    knowledge = FakeKnowledge()
    knowledge.add("CVE-2020-0001", "PyPI", "a", fixed="2.0", record="GHSA-aaaa-bbbb-cccc")
    knowledge.add("CVE-2020-0001", "PyPI", "a", fixed="2.1", record="PYSEC-2020-1")
    found = MatchEngine(knowledge).match(make_sbom(["pkg:pypi/a@1.0"]), target="t").findings
    assert len(found) == 1
    assert found[0].match.source == "GHSA-aaaa-bbbb-cccc (osv:PyPI)"
    assert found[0].match.range == ">= 0, < 2.0"
    assert found[0].match.others == ("PYSEC-2020-1 (osv:PyPI): >= 0, < 2.1",)
    assert found[0].fixed == ("2.0", "2.1")


def test_a_package_version_is_asked_once_however_often_it_occurs() -> None:
    knowledge = FakeKnowledge("npm")
    documents = [
        (name, make_sbom(["pkg:npm/a@1.0.0", "pkg:npm/a@2.0.0", "pkg:npm/b@1.0.0"])) for name in ("x", "y", "z")
    ]
    results = list(match_components(documents, knowledge))
    assert sorted(knowledge.asked) == [("npm", "a"), ("npm", "b")]
    assert [result.coverage.evaluated for _, result in results] == [3, 3, 3]


def test_an_uncomparable_range_beside_a_hit_is_counted() -> None:
    knowledge = FakeKnowledge()
    knowledge.add("CVE-2020-0001", "npm", "a", fixed="2.0.0")
    knowledge.add("CVE-2020-0002", "npm", "a", introduced="banana")
    matched = MatchEngine(knowledge).match(make_sbom(["pkg:npm/a@1.0.0"]), target="t")
    assert matched.coverage.evaluated == 1
    assert [(problem.code, problem.params) for problem in matched.problems] == [
        ("matching.ranges_not_compared", {"count": 1})
    ]


def test_a_component_with_several_purls_is_looked_up_by_all_that_can_be_used() -> None:
    knowledge = FakeKnowledge()
    knowledge.add("CVE-2020-0001", "npm", "a", fixed="2.0.0")
    component = make_component("pkg:generic/a@1.0.0", purls=("pkg:npm/a@1.0.0",))
    assert len(MatchEngine(knowledge).match(make_sbom([component]), target="t").findings) == 1


def test_paths_are_the_shortest_ones_from_the_root_and_survive_cycles() -> None:
    refs = ["root", "a", "b", "c", "d", "leaf", "island"]
    edges = [
        ("root", "a"),
        ("root", "b"),
        ("a", "leaf"),
        ("b", "leaf"),
        ("leaf", "root"),
        ("a", "c"),
        ("c", "d"),
        ("d", "leaf"),
    ]
    graph = DependencyGraph(make_sbom([make_component(ref=ref, name=ref) for ref in refs], root="root", edges=edges))
    assert graph.paths_to("leaf") == ("root > a > leaf", "root > b > leaf")
    assert graph.paths_to("root") == ("root",)
    assert graph.paths_to("island") == ()


def test_paths_are_few_and_short_whatever_the_graph() -> None:
    wide = [f"w{number}" for number in range(50)]
    edges = [("root", ref) for ref in wide] + [(ref, "leaf") for ref in wide]
    graph = DependencyGraph(
        make_sbom([make_component(ref=ref) for ref in ("root", *wide, "leaf")], root="root", edges=edges)
    )
    assert len(graph.paths_to("leaf")) == MAX_PATHS
    chain = ["root", *(f"c{number}" for number in range(5000))]
    deep = DependencyGraph(
        make_sbom([make_component(ref=ref) for ref in chain], root="root", edges=list(pairwise(chain)))
    )
    (path,) = deep.paths_to("c4999")
    assert len(path.split(" > ")) == MAX_STEPS + 1
    assert path.startswith("root > c0 >") and path.endswith(" > c4999")


def test_nested_components_are_reached_through_their_parent() -> None:
    components = [
        make_component(ref="root"),
        make_component(ref="image", parent="root"),
        make_component(ref="a", parent="image"),
    ]
    assert DependencyGraph(make_sbom(components, root="root")).paths_to("a") == ("root > image > a",)
