"""Candidates and verdicts: names are folded, a verdict is used again, nothing is found by a name alone."""

import pytest
from tests.unit.matching.test_cpe_matching import criterion, one

from kaname.ident.names import product_key, supplier_key
from kaname.knowledge.query import NamedCpe
from kaname.matching.candidates import Identities, find_candidates
from kaname.matching.engine import MatchEngine
from kaname.model.identity import IdentityVerdict
from kaname.model.sbom import Party
from kaname.testing.knowledge import FakeKnowledge
from kaname.testing.sboms import make_component, make_sbom


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("株式会社日立製作所", "（株）日立製作所"),
        ("㈱日立製作所", "日立製作所"),
        ("The Example Foundation, Inc.", "EXAMPLE"),
        ("Example GmbH & Co. KG", "example"),
        ("Ｅｘａｍｐｌｅ Ｃｏ．，Ｌｔｄ．", "example"),
    ],
)
def test_legal_forms_and_width_do_not_tell_suppliers_apart(left: str, right: str) -> None:
    assert supplier_key(left) == supplier_key(right)


def test_a_name_that_is_all_legal_form_stays() -> None:
    assert supplier_key("The Company") == "the company"


@pytest.mark.parametrize(
    ("left", "right"),
    [("ファイル-サーバ", "ふぁいる サーバ"), ("Ｌｏｇ４ｊ", "log4j"), ("ｻｰﾊﾞ", "サーバ"), ("mod_ssl", "mod-ssl")],
)
def test_width_case_kana_and_separators_do_not_tell_products_apart(left: str, right: str) -> None:
    assert product_key(left) == product_key(right)


class Named(FakeKnowledge):
    """A base that knows three products by name."""

    def similar_products(self, name: str, limit: int) -> tuple[NamedCpe, ...]:
        return (
            NamedCpe("a", "v", "p_server", "ヴイ社", "P サーバ"),
            NamedCpe("a", "w", "p_server", "ダブリュー", "P Server"),
            NamedCpe("a", "x", "something", "X", "Something else"),
        )


def test_the_supplier_decides_between_products_of_one_name() -> None:
    found = find_candidates(Named(), name="P Server", supplier="W, Inc.", version="1.2")
    assert found[0].cpe == "cpe:2.3:a:w:p_server:1.2:*:*:*:*:*:*:*"
    assert found[0].score == 100.0
    assert found[0].score > found[1].score
    assert all(candidate.score >= 60 for candidate in found)


def test_a_name_without_supplier_scores_less() -> None:
    found = find_candidates(Named(), name="P Server")
    assert {candidate.score for candidate in found} == {90.0}
    assert found[0].supplier_score is None


def verdict(word: str, identifier: str = "cpe:/a:v:p") -> IdentityVerdict:
    return IdentityVerdict(
        name="P サーバ",
        supplier="株式会社ブイ",
        identifier=identifier,
        verdict=word,  # type: ignore[arg-type]
        by="tester",
        at="2026-11-20T00:00:00Z",
    )


def test_a_confirmed_component_is_matched_and_says_so() -> None:
    knowledge = FakeKnowledge("npm")
    knowledge.add_cpe("CVE-2020-0001", one(criterion("cpe:/a:v:p", ("<", "2.0"))))
    component = make_component(name="Ｐ　サーバ", version="1.0", supplier=Party(name="（株）ブイ"))
    sbom = make_sbom([component])
    assert MatchEngine(knowledge).match(sbom, target="t").findings == ()
    identities = Identities([verdict("confirmed")])
    found = MatchEngine(knowledge, confirmed=identities.confirmed).match(sbom, target="t").findings
    assert [(finding.match.criterion, finding.match.confidence) for finding in found] == [("confirmed", "medium")]


def test_the_latest_verdict_counts_and_what_is_rejected_is_not_offered() -> None:
    component = make_component(name="P サーバ", version="1.0", supplier=Party(name="ブイ"))
    assert Identities([verdict("confirmed"), verdict("rejected")]).confirmed(component) is None
    rejected = Identities([verdict("rejected", "cpe:/a:v:p_server")])
    offered = find_candidates(Named(), name="P サーバ", supplier="ブイ")
    left = rejected.without_rejected("P サーバ", "ブイ", offered)
    assert len(left) == len(offered) - 1
    assert all(":v:p_server:" not in candidate.cpe for candidate in left)


def test_a_confirmed_package_url_is_used_with_the_version_of_the_component() -> None:
    knowledge = FakeKnowledge()
    knowledge.add("CVE-2020-0001", "npm", "a", fixed="2.0.0")
    identities = Identities([verdict("confirmed", "pkg:npm/a")])
    component = make_component(name="P サーバ", version="1.0.0", supplier=Party(name="ブイ"))
    engine = MatchEngine(knowledge, confirmed=identities.confirmed)
    assert len(engine.match(make_sbom([component]), target="t").findings) == 1
