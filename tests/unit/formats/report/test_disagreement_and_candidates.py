"""Where sources disagree the page says so and by which policy it was decided; candidates stand apart from findings."""

import re

import msgspec
import pytest
from tests.golden import sample_scan

from kaname.formats.report.scan_html import render_html
from kaname.formats.report.view import conflict_text
from kaname.messages import LANGUAGES, Language
from kaname.model.finding import ScanResult
from kaname.model.identity import Candidate, ComponentCandidates


def disputed(result: ScanResult) -> ScanResult:
    """Let two records of other sources leave the version of the first finding out."""
    target = result.targets[0]
    first = target.findings[0]
    match = msgspec.structs.replace(
        first.match,
        conflicts=("CVE-2021-44228 (nvd)", "JVNDB-2021-000001 (<b>jvn</b>)"),
        policy="matching.policy.ecosystem-first",
    )
    changed = msgspec.structs.replace(
        target, findings=(msgspec.structs.replace(first, match=match), *target.findings[1:])
    )
    return msgspec.structs.replace(result, targets=(changed, *result.targets[1:]))


def candidate(number: int) -> Candidate:
    return Candidate(
        cpe=f"cpe:2.3:a:example:server{number}:1.0:*:*:*:*:*:*:*",
        vendor_name="株式会社<i>例</i>",
        product_name=f"サーバー {number}",
        score=91.25,
        name_score=95.0,
        supplier_score=None,
    )


def with_candidates(result: ScanResult, *entries: ComponentCandidates) -> ScanResult:
    target = msgspec.structs.replace(result.targets[0], candidates=entries)
    return msgspec.structs.replace(result, targets=(target, *result.targets[1:]))


def component(ref: str, count: int) -> ComponentCandidates:
    candidates = tuple(map(candidate, range(count)))
    return ComponentCandidates(ref=ref, name=ref, supplier="", version="1.0", candidates=candidates, target="shop.json")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_disputed_finding_says_who_disagrees_and_which_policy_decided(lang: Language) -> None:
    result = disputed(sample_scan.partial_scan())
    page = render_html(result, lang=lang)
    label = {"en": "Sources disagree", "ja": "情報源の不一致"}[lang]
    (fact,) = re.findall(f"<dt>{label}</dt><dd>(.*?)</dd>", page)
    assert "CVE-2021-44228 (nvd), JVNDB-2021-000001 (&lt;b&gt;jvn&lt;/b&gt;)" in fact
    policy = {"en": "before the CVE record", "ja": "エコシステム"}[lang]
    assert policy in fact
    summaries = re.findall(r"<summary>(.*?)</summary>", page)
    mark = {"en": "sources disagree", "ja": "情報源が不一致"}[lang]
    assert [mark in summary for summary in summaries].count(True) == 1
    assert label not in render_html(sample_scan.partial_scan(), lang=lang)


def test_findings_on_which_all_agree_have_nothing_to_say() -> None:
    assert {conflict_text(finding, "en") for finding in sample_scan.partial_scan().findings} == {""}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_candidates_have_a_section_of_their_own_and_are_no_findings(lang: Language) -> None:
    plain = sample_scan.partial_scan()
    result = with_candidates(plain, component("widget", 5), component("gadget", 0))
    page = render_html(result, lang=lang)
    heading = {"en": "Candidates, not findings (1)", "ja": "候補(検出結果ではありません) (1)"}[lang]
    before, _, section = page.partition(f"<h2>{heading}</h2>")
    section = section.partition("</section>")[0]
    assert section.count("<tr>") == 1 + 3
    assert "株式会社&lt;i&gt;例&lt;/i&gt; / サーバー 0" in section
    assert {"en": "For 1 further components", "ja": "ほかの 1 件の部品"}[lang] in section
    assert "cpe:2.3:a:example" not in before
    assert (
        before.partition("<main>")[2].split("</section>")[0]
        == (render_html(plain, lang=lang).partition("<main>")[2].split("</section>")[0])
    )


def test_a_long_list_is_folded_on_the_screen() -> None:
    result = with_candidates(sample_scan.partial_scan(), *(component(f"part{number}", 2) for number in range(15)))
    section = render_html(result, lang="en").partition("Candidates, not findings (15)")[2].partition("</section>")[0]
    assert '<details class="plain"><summary>Candidates for 15 components</summary>' in section
    assert section.count("<tr>") == 1 + 30
