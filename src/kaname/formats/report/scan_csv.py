"""A scan result as CSV (RFC 4180), one row per finding and one row per component that was not evaluated.

UTF-8 with a byte order mark: spreadsheet programs on Japanese Windows take a file without one for Shift_JIS. A cell that a
spreadsheet would run as a formula gets a leading apostrophe.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from kaname import messages
from kaname.formats.report.view import (
    clean,
    compared_text,
    day,
    match_text,
    open_result,
    problem_text,
    reason_with_detail,
    set_aside_findings,
    set_aside_reason,
)
from kaname.messages import Language
from kaname.model.finding import Finding, NotEvaluated, ScanResult
from kaname.model.sbom import Problem
from kaname.triage.order import ordered_findings
from kaname.triage.severity import leading_score, severity_of

COLUMNS = (
    "row",
    "target",
    "component",
    "version",
    "purl",
    "vulnerability",
    "aliases",
    "severity",
    "cvss",
    "cvss_version",
    "cvss_vector",
    "cvss_source",
    "kev",
    "kev_due",
    "epss",
    "epss_percentile",
    "epss_model",
    "fixed",
    "criterion",
    "source",
    "range",
    "compared",
    "reason",
    "summary",
    "published",
    "modified",
    "paths",
)
"""Column keys, in order; the header shows ``report.csv.<key>`` in the language of the report."""

# Characters that make Excel, LibreOffice and Google Sheets read a cell as a formula or command (OWASP, CSV injection).
_FORMULA = re.compile(r"^\s*[=+\-@\t\r＝＋－＠]")


def render_csv(result: ScanResult, *, lang: Language) -> bytes:
    """Return a scan result as CSV for spreadsheets.

    First come findings in the order to look at them, those set aside with the reason, then what was not evaluated, then
    problems: column ``row``
    says which. A result without findings still states its status in a last row, so that an empty list is never mute.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([messages.text(f"report.csv.{key}", lang) for key in COLUMNS])
    for row in _rows(result, lang):
        writer.writerow([_safe(row.get(key, "")) for key in COLUMNS])
    return buffer.getvalue().encode("utf-8-sig", "replace")


def _rows(result: ScanResult, lang: Language) -> Iterator[dict[str, str]]:
    for finding in ordered_findings(open_result(result).findings):
        yield _finding_row(finding, lang)
    for finding in set_aside_findings(result):
        aside = {"row": messages.text("report.csv.row.set_aside", lang), "reason": set_aside_reason(finding, lang)}
        yield _finding_row(finding, lang) | aside
    for target in result.targets:
        for entry in target.coverage.not_evaluated:
            yield _not_evaluated_row(entry, entry.target or target.path, lang)
    yield from _problem_rows(((target.path, target.problems) for target in result.targets), lang)
    yield from _problem_rows([("", result.problems)], lang)
    coverage = result.coverage
    yield {
        "row": messages.text("report.csv.row.coverage", lang),
        "reason": messages.text(f"report.status.{result.status}", lang)
        + " "
        + messages.text(
            "report.coverage_line",
            lang,
            {
                "components": coverage.components,
                "evaluated": coverage.evaluated,
                "left": len(coverage.not_evaluated),
            },
        ),
    }


def _problem_rows(groups: Iterable[tuple[str, tuple[Problem, ...]]], lang: Language) -> Iterator[dict[str, str]]:
    for target, problems in groups:
        for problem in problems:
            yield {
                "row": messages.text("report.csv.row.problem", lang),
                "target": target,
                "paths": problem.path,
                "reason": problem_text(problem, lang),
            }


def _finding_row(finding: Finding, lang: Language) -> dict[str, str]:
    vulnerability, match, component = finding.vulnerability, finding.match, finding.component
    leading, epss, kev = leading_score(vulnerability), vulnerability.epss, vulnerability.kev
    return {
        "row": messages.text("report.csv.row.finding", lang),
        "target": finding.target,
        "component": component.name,
        "version": component.version,
        "purl": component.purl or "",
        "vulnerability": vulnerability.id,
        "aliases": " ".join(vulnerability.aliases),
        "severity": messages.text(f"report.severity.{severity_of(vulnerability)}", lang),
        "cvss": f"{leading.score:.1f}" if leading and leading.score is not None else "",
        "cvss_version": leading.version if leading else "",
        "cvss_vector": leading.vector if leading else "",
        "cvss_source": leading.source if leading else "",
        "kev": messages.text("report.yes" if kev.listed else "report.no", lang),
        "kev_due": kev.due_date or "",
        "epss": f"{epss.score:.5f}" if epss else "",
        "epss_percentile": f"{epss.percentile:.5f}" if epss else "",
        "epss_model": epss.model if epss else "",
        "fixed": " ".join(finding.fixed),
        "criterion": match.criterion,
        "source": match.source,
        "range": match.range,
        "compared": compared_text(match),
        "reason": match_text(finding, lang),
        "summary": vulnerability.summary,
        "published": day(vulnerability.published),
        "modified": day(vulnerability.modified),
        "paths": " | ".join(component.paths),
    }


def _not_evaluated_row(entry: NotEvaluated, target: str, lang: Language) -> dict[str, str]:
    return {
        "row": messages.text("report.csv.row.not_evaluated", lang),
        "target": target,
        "component": entry.name or entry.ref,
        "version": entry.version,
        "purl": entry.purl or "",
        "reason": reason_with_detail(entry, lang),
    }


def _safe(cell: str) -> str:
    text = clean(cell)
    return f"'{text}" if _FORMULA.match(text) else text
