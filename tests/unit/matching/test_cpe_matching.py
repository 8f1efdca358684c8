"""CPE matching: versions, updates, platforms and negation; what is not said never counts as no."""

from collections import Counter

import pytest

from kaname.ident.cpe import parse_cpe
from kaname.knowledge.applicability import Configuration, CpeMatch, CpeNode, make_match, read_configurations
from kaname.matching.cpe import NamedProduct, Truth, judge
from kaname.matching.engine import MatchEngine
from kaname.testing.knowledge import FakeKnowledge
from kaname.testing.sboms import make_component, make_sbom


def criterion(cpe: str, *bounds: tuple[str, str], vulnerable: bool = True) -> CpeMatch:
    match = make_match(cpe, bounds, Counter(), vulnerable=vulnerable)
    assert match is not None
    return match


def one(*matches: CpeMatch) -> Configuration:
    return Configuration(False, False, (CpeNode(False, False, matches),))


def product(cpe: str, version: str = "") -> NamedProduct:
    return NamedProduct(parse_cpe(cpe), version)


RANGE = one(criterion("cpe:/a:v:p", (">=", "1.0"), ("<", "2.0")))
AFTER = one(criterion("cpe:/a:v:p", (">", "1.0"), ("<=", "2.0")))


@pytest.mark.parametrize(
    ("configuration", "cpe", "version", "expected"),
    [
        (RANGE, "cpe:/a:v:p:1.0", "", Truth.YES),
        (RANGE, "cpe:/a:v:p:1.9.9", "", Truth.YES),
        (RANGE, "cpe:/a:v:p:2.0", "", Truth.NO),
        (RANGE, "cpe:/a:v:p:0.9", "", Truth.NO),
        (AFTER, "cpe:/a:v:p:1.0", "", Truth.NO),
        (AFTER, "cpe:/a:v:p:1.0.1", "", Truth.YES),
        (AFTER, "cpe:/a:v:p:2.0", "", Truth.YES),
        (RANGE, "cpe:/a:v:p", "1.5", Truth.YES),
        (RANGE, "cpe:/a:v:p", "", Truth.UNDETERMINED),
        (RANGE, "cpe:/a:v:other:1.5", "", Truth.NO),
        (RANGE, "cpe:/o:v:p:1.5", "", Truth.NO),
        (one(criterion("cpe:/a:v:p")), "cpe:/a:v:p", "", Truth.YES),
        (one(criterion("cpe:/a:v:p:-")), "cpe:/a:v:p:1", "", Truth.NO),
        (one(criterion("cpe:/a:v:p:1.1.1:k")), "cpe:/a:v:p:1.1.1:k", "", Truth.YES),
        (one(criterion("cpe:/a:v:p:1.1.1:k")), "cpe:/a:v:p:1.1.1k", "", Truth.YES),
        (one(criterion("cpe:/a:v:p:1.1.1:k")), "cpe:/a:v:p:1.1.1:l", "", Truth.NO),
        (one(criterion("cpe:/a:v:p:1.1.1:k")), "cpe:/a:v:p:1.1.1", "", Truth.POSSIBLE),
        (one(criterion("cpe:/a:v:p:1.1.1:-")), "cpe:/a:v:p:1.1.1:k", "", Truth.NO),
        (one(criterion("cpe:2.3:a:v:p:1.*:*:*:*:*:*:*:*")), "cpe:/a:v:p:1.7", "", Truth.YES),
        (one(criterion("cpe:2.3:a:v:p:1.*:*:*:*:*:*:*:*")), "cpe:/a:v:p:2.7", "", Truth.NO),
        (one(criterion("cpe:2.3:a:v:p:1:*:*:*:*:node.js:*:*")), "cpe:/a:v:p:1", "", Truth.POSSIBLE),
        (one(criterion("cpe:2.3:a:v:p:1:*:*:*:*:node.js:*:*")), "cpe:2.3:a:v:p:1:*:*:*:*:ruby:*:*", "", Truth.NO),
    ],
)
def test_one_criterion(configuration: Configuration, cpe: str, version: str, expected: Truth) -> None:
    assert judge((configuration,), product(cpe, version), lambda: ()).truth is expected


APP = criterion("cpe:/a:v:p", ("<", "2.0"))
WINDOWS = criterion("cpe:/o:microsoft:windows", vulnerable=False)
LINUX = product("cpe:/o:linux:linux_kernel:6.1")
ON_WINDOWS = Configuration(True, False, (CpeNode(False, False, (APP,)), CpeNode(False, False, (WINDOWS,))))


def test_a_platform_that_the_document_states_decides_and_one_that_it_does_not_state_leaves_doubt() -> None:
    app = product("cpe:/a:v:p:1.0")
    unstated = judge((ON_WINDOWS,), app, lambda: (app,))
    assert (unstated.truth, unstated.doubt) == (Truth.POSSIBLE, "platform")
    assert judge((ON_WINDOWS,), app, lambda: (app, product("cpe:/o:microsoft:windows:10"))).truth is Truth.YES
    assert judge((ON_WINDOWS,), app, lambda: (app, LINUX)).truth is Truth.NO
    assert judge((ON_WINDOWS,), product("cpe:/a:v:p:2.0"), lambda: ()).truth is Truth.NO


def test_the_platform_alone_is_not_affected() -> None:
    windows = product("cpe:/o:microsoft:windows:10")
    assert judge((ON_WINDOWS,), windows, lambda: (windows, product("cpe:/a:v:p:1.0"))).truth is Truth.NO


def test_negation_turns_round_and_unknown_stays_unknown() -> None:
    not_on_windows = Configuration(True, False, (CpeNode(False, False, (APP,)), CpeNode(False, True, (WINDOWS,))))
    app = product("cpe:/a:v:p:1.0")
    assert judge((not_on_windows,), app, lambda: (app, LINUX)).truth is Truth.YES
    assert judge((not_on_windows,), app, lambda: (app, product("cpe:/o:microsoft:windows:10"))).truth is Truth.NO
    assert judge((not_on_windows,), app, lambda: (app,)).truth is Truth.POSSIBLE


def test_the_published_form_is_read_and_what_is_wrong_in_it_is_counted() -> None:
    notes: Counter[str] = Counter()
    found = read_configurations(
        [
            {
                "operator": "AND",
                "nodes": [
                    {
                        "operator": "OR",
                        "cpeMatch": [{"criteria": "cpe:2.3:a:v:p:*:*:*:*:*:*:*:*", "versionEndExcluding": "2"}],
                    },
                    {"operator": "OR", "cpeMatch": [{"criteria": "nonsense", "vulnerable": False}]},
                ],
            },
            "not a configuration",
        ],
        notes,
    )
    assert len(found) == 1
    assert found[0].all_of
    assert found[0].nodes[0].matches[0].text == "< 2"
    assert notes == {"knowledge.noted.bad_cpe": 1, "knowledge.noted.bad_configuration": 1}


def _knowledge() -> FakeKnowledge:
    knowledge = FakeKnowledge("npm")
    knowledge.add_cpe("CVE-2020-0001", one(criterion("cpe:/a:v:p", ("<", "2.0"))))
    return knowledge


def test_a_component_with_a_cpe_only_is_found_with_method_and_confidence() -> None:
    component = make_component(name="p", version="1.0", cpes=("cpe:/a:v:p:1.0",))
    matched = MatchEngine(_knowledge()).match(make_sbom([component]), target="t")
    match = matched.findings[0].match
    assert (match.criterion, match.confidence, match.source) == ("cpe", "medium", "CVE-2020-0001 (nvd)")
    assert matched.findings[0].fixed == ("2.0",)
    assert matched.coverage.evaluated == 1


def test_a_product_that_no_source_knows_is_not_evaluated() -> None:
    component = make_component(name="q", version="1.0", cpes=("cpe:/a:v:q:1.0",))
    coverage = MatchEngine(_knowledge()).match(make_sbom([component]), target="t").coverage
    assert [entry.reason for entry in coverage.not_evaluated] == ["matching.reason.cpe-not-known"]


def test_methods_that_are_not_selected_are_not_used() -> None:
    by_cpe = make_component(name="p", ref="a", version="1.0", cpes=("cpe:/a:v:p:1.0",))
    knowledge = _knowledge()
    knowledge.add("CVE-2020-0002", "npm", "a", fixed="2.0.0")
    sbom = make_sbom([by_cpe, "pkg:npm/a@1.0.0"])
    purl_only = MatchEngine(knowledge, methods=frozenset({"purl"})).match(sbom, target="t")
    assert [finding.vulnerability.id for finding in purl_only.findings] == ["CVE-2020-0002"]
    cpe_only = MatchEngine(knowledge, methods=frozenset({"cpe"})).match(sbom, target="t")
    assert [finding.vulnerability.id for finding in cpe_only.findings] == ["CVE-2020-0001"]
    assert [entry.reason for entry in cpe_only.coverage.not_evaluated] == ["matching.reason.method-not-selected"]


def test_a_file_digest_is_found() -> None:
    from kaname.model.sbom import Hash

    knowledge = FakeKnowledge("npm")
    knowledge.add_hash("CVE-2020-0003", "ab" * 32)
    component = make_component(name="x", version="1", hashes=(Hash("SHA-256", "AB" * 32),))
    matched = MatchEngine(knowledge).match(make_sbom([component]), target="t")
    assert [(finding.match.criterion, finding.match.confidence) for finding in matched.findings] == [("hash", "high")]


def test_sources_that_disagree_are_named_and_the_policy_with_them() -> None:
    knowledge = FakeKnowledge()
    knowledge.add("CVE-2020-0001", "npm", "a", fixed="2.0.0", record="GHSA-1111-2222-3333")
    knowledge.add("CVE-2020-0001", "npm", "a", fixed="1.5.0", record="CVE-2020-0001", source="cve")
    found = MatchEngine(knowledge).match(make_sbom(["pkg:npm/a@1.7.0"]), target="t").findings
    assert found[0].match.source == "GHSA-1111-2222-3333 (osv:npm)"
    assert found[0].match.conflicts == ("CVE-2020-0001 (cve)",)
    assert found[0].match.policy == "matching.policy.ecosystem-first"


def test_what_the_ecosystem_source_leaves_out_is_no_finding_but_is_said() -> None:
    knowledge = FakeKnowledge()
    knowledge.add("CVE-2020-0001", "npm", "a", fixed="1.5.0", record="GHSA-1111-2222-3333")
    knowledge.add("CVE-2020-0001", "npm", "a", fixed="2.0.0", record="CVE-2020-0001", source="cve")
    matched = MatchEngine(knowledge).match(make_sbom(["pkg:npm/a@1.7.0"]), target="t")
    assert matched.findings == ()
    assert [(problem.code, problem.params["decided"]) for problem in matched.problems] == [
        ("matching.overruled", "GHSA-1111-2222-3333 (osv:npm)")
    ]


def test_a_cpe_source_that_disagrees_is_a_second_opinion() -> None:
    knowledge = _knowledge()
    knowledge.add("CVE-2020-0001", "npm", "p", fixed="3.0.0")
    component = make_component("pkg:npm/p@2.5.0", version="2.5.0", cpes=("cpe:/a:v:p:2.5.0",))
    found = MatchEngine(knowledge).match(make_sbom([component]), target="t").findings
    assert found[0].match.conflicts == ("CVE-2020-0001 (nvd)",)
