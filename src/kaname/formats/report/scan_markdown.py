"""A scan result as Markdown (GitHub flavour), for issues, pull requests and notes."""

import re

from kaname.formats.report.view import (
    all_problems,
    clean,
    component_label,
    match_text,
    percent,
    problem_text,
    reason_groups,
    reason_with_detail,
)
from kaname.formats.report.words import (
    coverage_line,
    fixed_text,
    knowledge_age_line,
    number,
    outcome_line,
    say,
    score_text,
    severity_text,
    source_line,
)
from kaname.messages import Language
from kaname.model.finding import Finding, ScanResult
from kaname.triage.order import ordered_findings
from kaname.triage.severity import severity_of

# Characters with a meaning in GitHub flavour, at any place of a line, and ``@`` and ``#`` that would notify or link.
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~@&])")
_SHOWN_NOT_EVALUATED = 200


def render_markdown(result: ScanResult, *, lang: Language) -> str:
    """Return a scan result as Markdown: status and coverage first, then findings, then what was not evaluated.

    Names from documents are escaped: they cannot make links, images, HTML, mentions or new table cells. Of the components
    that were not evaluated at most 200 are listed by name; all are counted by reason.
    """
    coverage = result.coverage
    lines = [
        f"# {say('title', lang)}",
        "",
        f"**{say(f'status.{result.status}', lang)}** {coverage_line(coverage, lang)}",
        "",
        outcome_line(result, lang),
        "",
        f"- {say('generated', lang)}: {_escape(result.generated)}",
        f"- {say('heading.knowledge', lang)}: {knowledge_age_line(result, lang)} (`{clean(result.knowledge_digest)[:12]}`)",
        *(f"  - {_escape(source_line(source, result, lang))}" for source in result.sources),
    ]
    lines += _targets(result, lang)
    if result.findings:
        lines += ["", f"## {say('heading.findings', lang)}", "", *_findings(result, lang)]
    if coverage.not_evaluated:
        lines += ["", f"## {say('heading.not_evaluated', lang)}", "", *_not_evaluated(result, lang)]
    problems = all_problems(result)
    if problems:
        lines += ["", f"## {say('heading.problems', lang)}", ""]
        lines += _table([say(f"column.{key}", lang) for key in ("target", "place", "what")])
        lines += [_row([target, problem.path, problem_text(problem, lang)]) for target, problem in problems]
    return "\n".join(lines) + "\n"


def _targets(result: ScanResult, lang: Language) -> list[str]:
    lines = ["", f"## {say('heading.targets', lang)}", ""]
    lines += _table([say(f"column.{key}", lang) for key in ("target", "format", "evaluated", "findings")])
    for target in result.targets:
        evaluated = f"{number(target.coverage.evaluated)} / {number(target.coverage.components)}"
        lines.append(
            _row([target.path, f"{target.format} {target.spec_version}", evaluated, number(len(target.findings))])
        )
    return lines


def _findings(result: ScanResult, lang: Language) -> list[str]:
    keys = ["severity", "kev", "epss", "vulnerability", "component", "fixed", "reason"]
    if len(result.targets) > 1:
        keys.append("target")
    lines = _table([say(f"column.{key}", lang) for key in keys])
    lines += [_row([_cell(finding, key, lang) for key in keys]) for finding in ordered_findings(result.findings)]
    return lines


def _cell(finding: Finding, key: str, lang: Language) -> str:
    vulnerability, component = finding.vulnerability, finding.component
    if key == "severity":
        return f"{severity_text(severity_of(vulnerability), lang)} {score_text(vulnerability)}".strip()
    if key == "kev":
        return (
            "KEV" + (f" {vulnerability.kev.due_date}" if vulnerability.kev.due_date else "")
            if vulnerability.kev.listed
            else ""
        )
    if key == "epss":
        return percent(vulnerability.epss.score) if vulnerability.epss else ""
    if key == "vulnerability":
        return vulnerability.id
    if key == "component":
        return component_label(component.name, component.version, component.ref)
    if key == "fixed":
        return fixed_text(finding, lang)
    return finding.target if key == "target" else match_text(finding, lang)


def _not_evaluated(result: ScanResult, lang: Language) -> list[str]:
    groups = reason_groups(result, lang)
    lines = [f"- {number(len(group.entries))}: {_escape(group.text)}" for group in groups]
    lines += ["", *_table([say(f"column.{key}", lang) for key in ("component", "reason", "target")])]
    listed = [pair for group in groups for pair in group.entries]
    for target, entry in listed[:_SHOWN_NOT_EVALUATED]:
        label = component_label(entry.name, entry.version, entry.ref)
        lines.append(_row([label, reason_with_detail(entry, lang), target]))
    if len(listed) > _SHOWN_NOT_EVALUATED:
        lines += ["", say("count.more", lang, count=number(len(listed) - _SHOWN_NOT_EVALUATED))]
    return lines


def _table(headings: list[str]) -> list[str]:
    return ["| " + " | ".join(headings) + " |", "|" + " --- |" * len(headings)]


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(_escape(cell) for cell in cells) + " |"


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", clean(text)).replace("://", "\\://")
