"""Real records of every further source: all are read, what is skipped is named, Japanese stays as it is."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.conformance.knowledge.labelled_names import labelled_names

from kaname.ident.cpe import parse_cpe, plain_value
from kaname.knowledge.base import KnowledgeBase, open_knowledge
from kaname.knowledge.build import BuildReport, build_base
from kaname.knowledge.lookups import find_eol, search_text
from kaname.matching.candidates import find_candidates
from kaname.matching.engine import MatchEngine
from kaname.matching.packages import PackageQuery
from kaname.testing.sboms import make_component, make_sbom

pytestmark = pytest.mark.data

NOW = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def report(data: Path, tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    target = tmp_path_factory.mktemp("base") / "k.db"
    folders = [data / name for name in ("cve", "jvn", "csaf", "eol", "kev")]
    return build_base(folders, target, now=NOW, processes=1)


@pytest.fixture
def base(report: BuildReport) -> Iterator[KnowledgeBase]:
    with open_knowledge(Path(report.target)) as opened:
        yield opened


def test_every_record_is_kept_or_named(report: BuildReport) -> None:
    states = {state.id: state for state in report.sources}
    assert (states["cve"].kept, states["cve"].withdrawn) == (7242, 11)
    assert (states["nvd"].read, states["nvd"].kept) == (15_906, 15_905)
    assert (states["eol"].read, states["eol"].kept) == (464, 464)
    assert states["jvn-products"].kept > 76_000
    assert states["csaf:cisa-csaf-sample"].kept == 104
    assert states["csaf:suse-csaf-sample"].kept == 60
    assert states["csaf:redhat-trustify"].kept == 16
    assert states["jvn"].kept == 30
    for state in report.sources:
        assert state.read == state.kept + state.skipped, state.id
        assert state.licence
        assert state.failed is None


def test_a_jvndb_id_and_its_cve_are_one_group_with_japanese_text(base: KnowledgeBase) -> None:
    found = base.find("jvndb-2021-005429")
    assert found is not None
    assert found.id == "CVE-2021-44228"
    assert found.summary_in("ja") == "Apache Log4j における任意のコードが実行可能な脆弱性"
    assert "JVNVU#96768815" in found.aliases
    assert base.find("JVNVU#96768815") == found


def test_a_record_about_several_cves_joins_none_and_keeps_them(base: KnowledgeBase) -> None:
    found = base.find("JVNDB-2022-000097")
    assert found is not None
    assert found.id == "JVNDB-2022-000097"
    assert {"CVE-2022-41993", "CVE-2022-46287", "CVE-2022-46288"} <= set(found.related)
    assert found.summary == "電子入札コアシステムにおける複数の脆弱性"


def test_japanese_ranges_in_words_that_leave_no_doubt_match(base: KnowledgeBase) -> None:
    query = PackageQuery(base)
    for version, affected in (("7.3.6", True), ("7.3.7", False)):
        hits = query.affected(f"cpe:/a:expresstech:quiz_and_survey_master:{version}").hits
        assert ("JVNDB-2022-000002 (jvn)" in {hit.match.source for hit in hits}) is affected


def test_vulnrichment_values_and_kev_dates_stand_in_the_record(base: KnowledgeBase) -> None:
    found = base.find("CVE-2024-6387")
    assert found is not None
    assert [(entry.assessor, entry.exploitation, entry.technical_impact) for entry in found.ssvc] == [
        ("CISA-ADP", "poc", "total")
    ]
    log4j = base.find("CVE-2021-44228")
    assert log4j is not None
    assert {entry.source for entry in log4j.kev.listings} >= {"kev"}


def test_words_in_both_languages_find_records(base: KnowledgeBase) -> None:
    assert "CVE-2021-36745" in [entry.id for entry in search_text(base, "認証回避", lang="ja")]
    assert [entry.id for entry in search_text(base, "ＥＬＥＣＴＲＯＮＩＣ　ＢＩＤＤＩＮＧ")] == []
    assert search_text(base, "日立", lang="ja")
    assert search_text(base, "regresshion")[0].id == "CVE-2024-6387"


def test_support_ends(base: KnowledgeBase) -> None:
    answer = find_eol(base, "Python", "3.8.10", now=NOW)
    assert answer is not None
    assert answer.cycle is not None
    assert (answer.cycle.cycle, answer.status, answer.cycle.ends) == ("3.8", "ended", "2024-10-07")
    assert find_eol(base, "no such thing", "1", now=NOW) is None


def test_the_right_candidate_comes_first_and_none_is_a_finding(data: Path, base: KnowledgeBase) -> None:
    labelled = labelled_names(data)
    assert len(labelled) == 200
    right = 0
    for entry in labelled:
        found = find_candidates(base, name=entry.name, supplier=entry.supplier, version="1.0")
        if found:
            name = parse_cpe(found[0].cpe)
            right += (plain_value(name.vendor), plain_value(name.product)) == (entry.vendor, entry.product)
    assert right >= 180  # 90 per cent
    components = [make_component(name=entry.name, ref=f"c{n}", version="1.0") for n, entry in enumerate(labelled)]
    matched = MatchEngine(base).match(make_sbom(components), target="t")
    assert matched.findings == ()
    assert matched.coverage.evaluated == 0
