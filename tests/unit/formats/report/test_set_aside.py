"""Findings that a rule set aside stay in every report, with the reason, and are not counted as open."""

import csv
import io

import msgspec
import pytest
from tests.golden import sample_scan

from kaname.formats.report.scan_csv import render_csv
from kaname.formats.report.scan_html import render_html
from kaname.formats.report.view import open_result, set_aside_findings
from kaname.messages import LANGUAGES, Language
from kaname.model.finding import FindingState, ScanResult

STATE = FindingState(status="not_affected", set_aside="vex-not-affected", reason="<b>株式会社例示</b>")


def decided(result: ScanResult) -> ScanResult:
    """Set the first finding of the first target aside."""
    target = result.targets[0]
    first = msgspec.structs.replace(target.findings[0], state=STATE)
    changed = msgspec.structs.replace(target, findings=(first, *target.findings[1:]))
    return msgspec.structs.replace(result, targets=(changed, *result.targets[1:]))


def test_open_findings_and_those_set_aside_are_all_findings() -> None:
    result = decided(sample_scan.partial_scan())
    assert len(set_aside_findings(result)) == 1
    assert len(open_result(result).findings) + 1 == len(result.findings)
    untouched = sample_scan.partial_scan()
    assert open_result(untouched) is untouched


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_lists_them_apart_with_the_reason(lang: Language) -> None:
    result = decided(sample_scan.partial_scan())
    page = render_html(result, lang=lang)
    heading = {"en": "Set aside (1)", "ja": "除外した検出結果 (1)"}[lang]
    before, _, after = page.partition(heading)
    assert after, "no section"
    assert "&lt;b&gt;株式会社例示" in after
    assert "<b>株式会社例示" not in page
    assert set_aside_findings(result)[0].vulnerability.id in after
    assert before.count('class="finding') == render_html(open_result(result), lang=lang).count('class="finding')


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_spreadsheet_has_a_row_of_its_own_kind(lang: Language) -> None:
    result = decided(sample_scan.partial_scan())
    rows = list(csv.reader(io.StringIO(render_csv(result, lang=lang).decode("utf-8-sig"))))
    aside = [row for row in rows if row[0] == {"en": "set aside", "ja": "除外"}[lang]]
    assert len(aside) == 1
    assert any("株式会社例示" in cell for cell in aside[0])
    plain = list(csv.reader(io.StringIO(render_csv(sample_scan.partial_scan(), lang=lang).decode("utf-8-sig"))))
    assert len(rows) == len(plain)
