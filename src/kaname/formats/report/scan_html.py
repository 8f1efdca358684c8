"""A scan result as one HTML file for people: opens without a network, prints on A4, works without scripts.

The page states its own content security policy: nothing is loaded, and only this style and this script count. Everything
that comes from a document or an advisory is escaped.
"""

from collections.abc import Sequence
from html import escape

from kaname import __version__
from kaname.formats.report.html_candidates import candidate_section
from kaname.formats.report.html_findings import finding_entry, finding_head, plain_table
from kaname.formats.report.html_picture import epss_table, missing_in_scatter, scatter_picture, severity_picture
from kaname.formats.report.html_style import SCRIPT, STYLE, filter_rules, policy
from kaname.formats.report.view import (
    VulnerabilityGroup,
    age_days,
    all_problems,
    clean,
    component_label,
    day,
    grouped_by_vulnerability,
    open_result,
    problem_text,
    reason_groups,
    reason_with_detail,
    set_aside_findings,
    set_aside_reason,
    severity_counts,
)
from kaname.formats.report.words import (
    age_text,
    coverage_line,
    knowledge_age_line,
    number,
    outcome_line,
    say,
    severity_text,
    source_name,
    source_warnings,
)
from kaname.messages import Language
from kaname.model.finding import Finding, ScanResult
from kaname.triage.severity import SEVERITIES

# More than this pushes the findings off the first screen: the list is then folded, its age stays in sight.
_SOURCES_SHOWN = 8


def render_html(result: ScanResult, *, lang: Language) -> str:
    """Return a scan result as one self-contained HTML page.

    Status and coverage come first, then the age of the knowledge, the pictures, the findings (one foldable entry per
    vulnerability, worst first, filterable by severity, KEV, target and text), what was not evaluated, candidates for
    components without identifier (never findings), and problems.
    """
    aside = set_aside_findings(result)
    result = open_result(result)
    groups = grouped_by_vulnerability(result.findings)
    style = STYLE + filter_rules(SEVERITIES, len(result.targets) if len(result.targets) > 1 else 0)
    title = escape(say("title", lang))
    parts = [
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(style, SCRIPT)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{title} {escape(day(result.generated))}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#findings">{escape(say("html.skip", lang))}</a>\n'
        f'<header><h1>{title}</h1><span class="soft small">{escape(say("generated", lang))} '
        f"{escape(_shown_time(result.generated))}</span></header>\n<main>\n",
        _banner(result, lang),
        _grounds(result, lang),
    ]
    if groups:
        parts.append(_pictures(groups, lang))
    parts.append(_findings(result, groups, lang))
    parts.append(_set_aside(aside, lang))
    parts.append(_not_evaluated(result, lang))
    parts.append(candidate_section(result, lang))
    parts.append(_problems(result, lang))
    footer = escape(say("html.footer", lang, version=__version__))
    digest = f"{escape(say('digest', lang))}: <code>{escape(clean(result.knowledge_digest))}</code>"
    parts.append(
        f"</main>\n<footer><p>{footer}</p><p>{digest}</p></footer>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"
    )
    return "".join(parts)


def _shown_time(time: str) -> str:
    return clean(time).replace("T", " ", 1).replace("+00:00", "Z").replace("Z", " UTC")


def _banner(result: ScanResult, lang: Language) -> str:
    coverage = result.coverage
    meter = ""
    if coverage.components:
        share = 100 * coverage.evaluated / coverage.components
        line = escape(coverage_line(coverage, lang))
        meter = (
            f'<svg class="meter" viewBox="0 0 100 1" preserveAspectRatio="none" role="img" aria-label="{line}">'
            f'<rect class="fill-left" width="100" height="1"/><rect class="fill-good" width="{share:.2f}" height="1"/></svg>'
        )
    return (
        f'<section class="banner {result.status}" aria-label="{escape(say("heading.status", lang))}">'
        f'<p class="state">{escape(say(f"status.{result.status}", lang))}</p>'
        f"<p>{escape(coverage_line(coverage, lang))}</p>{meter}"
        f"<p>{escape(outcome_line(result, lang))}</p>"
        f'<p class="small soft">{escape(say("heading.knowledge", lang))}: {escape(knowledge_age_line(result, lang))}</p>'
        "</section>\n"
    )


def _grounds(result: ScanResult, lang: Language) -> str:
    left = ""
    if result.coverage.not_evaluated:
        rows = [(group.text, group.advice or "", number(len(group.entries))) for group in reason_groups(result, lang)]
        heading = escape(say("heading.not_evaluated_why", lang))
        left = f"<section><h2>{heading}</h2>{plain_table(('reason', 'advice', 'count'), rows, lang)}</section>"
    sources = [
        (
            source_name(source.id)
            + (f" {source.model}" if source.model else "")
            + (f" ({', '.join(warnings)})" if (warnings := source_warnings(source, lang)) else ""),
            day(source.as_of) or "–",
            age_text(age_days(source, result), lang),
            number(source.kept),
            number(source.skipped),
        )
        for source in result.sources
    ]
    table = plain_table(("source", "as_of", "age", "records", "skipped"), sources, lang)
    if len(sources) > _SOURCES_SHOWN:
        summary = f"{say('count.sources', lang, count=number(len(sources)))} ({knowledge_age_line(result, lang)})"
        table = f'<details class="plain"><summary>{escape(summary)}</summary>{table}</details>'
    knowledge = f"<section><h2>{escape(say('heading.knowledge', lang))}</h2>{table}</section>"
    return f'<div class="two">{left}{knowledge}</div>\n{_targets(result, lang)}'


def _targets(result: ScanResult, lang: Language) -> str:
    if not result.targets:
        return ""
    rows = [
        (
            target.path,
            f"{target.format} {target.spec_version}",
            f"{number(target.coverage.evaluated)} / {number(target.coverage.components)}",
            number(len(target.findings)),
            target.sha256[:12],
        )
        for target in result.targets
    ]
    table = plain_table(("target", "format", "evaluated", "findings", "digest"), rows, lang)
    heading = escape(say("heading.targets", lang))
    if len(rows) > 10:
        summary = escape(say("count.targets", lang, count=number(len(rows))))
        table = f'<details class="plain"><summary>{summary}</summary>{table}</details>'
    return f"<section><h2>{heading}</h2>{table}</section>\n"


def _pictures(groups: Sequence[VulnerabilityGroup], lang: Language) -> str:
    vulnerabilities = [group.vulnerability for group in groups]
    missing = missing_in_scatter(vulnerabilities)
    missing_line = escape(say("html.scatter.missing", lang, count=number(missing))) if missing else ""
    return (
        f'<section><h2>{escape(say("heading.picture", lang))}</h2><div class="two">'
        f"<figure><figcaption>{escape(say('html.severity_picture', lang))}</figcaption>"
        f"{severity_picture(vulnerabilities, lang)}"
        f'<p class="small soft">{escape(say("html.severity_picture.note", lang))}</p></figure>'
        f"<figure><figcaption>{escape(say('html.scatter', lang))}</figcaption>{scatter_picture(vulnerabilities, lang)}"
        f'<p class="small soft">{escape(say("html.scatter.note", lang))} {missing_line}</p></figure></div>'
        f'<details class="plain"><summary>{escape(say("html.as_table", lang))}</summary>'
        f"{epss_table(vulnerabilities, lang)}</details></section>\n"
    )


def _findings(result: ScanResult, groups: Sequence[VulnerabilityGroup], lang: Language) -> str:
    heading = f'<h2 id="findings">{escape(say("heading.findings", lang))}</h2>'
    if not groups:
        return f"<section>{heading}<p>{escape(outcome_line(result, lang))}</p></section>\n"
    targets = {target.path: index for index, target in reversed(list(enumerate(result.targets)))}
    entries = "".join(finding_entry(group, targets, lang) for group in groups)
    return (
        f'<section>{heading}{_filters(result, groups, lang)}<div class="list">{finding_head(lang)}{entries}'
        f'<p id="none" hidden>{escape(say("html.filter.none", lang))}</p></div></section>\n'
    )


def _set_aside(findings: Sequence[Finding], lang: Language) -> str:
    if not findings:
        return ""
    rows = [
        (
            finding.vulnerability.id,
            component_label(finding.component.name, finding.component.version, finding.component.ref),
            finding.target,
            set_aside_reason(finding, lang),
        )
        for finding in findings
    ]
    heading = escape(f"{say('heading.set_aside', lang)} ({number(len(rows))})")
    table = plain_table(("vulnerability", "component", "target", "reason"), rows, lang)
    return f"<section><h2>{heading}</h2><p>{escape(say('set_aside.note', lang))}</p>{table}</section>\n"


def _filters(result: ScanResult, groups: Sequence[VulnerabilityGroup], lang: Language) -> str:
    counts = severity_counts(group.vulnerability for group in groups)
    boxes = "".join(
        f'<label><input type="checkbox" checked id="s-{severity}" data-s="{severity}">'
        f"{escape(severity_text(severity, lang))} ({number(count)})</label>"
        for severity, count in counts.items()
        if count
    )
    choice = ""
    if len(result.targets) > 1:
        options = "".join(
            f'<option value="{index}">{escape(clean(target.path))}</option>'
            for index, target in enumerate(result.targets)
        )
        choice = (
            f'<label>{escape(say("html.filter.target", lang))} <select id="target">'
            f'<option value="">{escape(say("html.filter.all_targets", lang))}</option>{options}</select></label>'
        )
    shown = escape(say("html.filter.shown", lang, shown="{shown}", all=number(len(groups))))
    return (
        f'<form class="filters" id="filters" aria-label="{escape(say("html.filter", lang))}">'
        f"<fieldset><legend>{escape(say('html.filter.severity', lang))}</legend>{boxes}</fieldset>"
        f'<label><input type="checkbox" id="kev">{escape(say("html.filter.kev", lang))}</label>{choice}'
        f'<label hidden>{escape(say("html.filter.text", lang))} <input type="search" id="q" autocomplete="off" '
        f'placeholder="{escape(say("html.filter.text.placeholder", lang))}"></label>'
        f'<button type="reset">{escape(say("html.filter.reset", lang))}</button></form>'
        f'<p id="shown" class="small soft" role="status" data-text="{shown}"></p>'
    )


def _not_evaluated(result: ScanResult, lang: Language) -> str:
    if not result.coverage.not_evaluated:
        return ""
    parts = [f"<section><h2>{escape(say('heading.not_evaluated', lang))}</h2>"]
    for group in reason_groups(result, lang):
        summary = escape(say("html.list_of", lang, reason=group.text, count=number(len(group.entries))))
        rows = [
            (
                component_label(entry.name, entry.version, entry.ref),
                entry.purl or "",
                reason_with_detail(entry, lang),
                target,
            )
            for target, entry in group.entries
        ]
        table = plain_table(("component", "purl", "reason", "target"), rows, lang)
        parts.append(f'<details class="plain"><summary>{summary}</summary>{table}</details>')
    return "".join(parts) + "</section>\n"


def _problems(result: ScanResult, lang: Language) -> str:
    problems = all_problems(result)
    if not problems:
        return ""
    rows = [(target, problem.path, problem_text(problem, lang)) for target, problem in problems]
    table = plain_table(("target", "place", "what"), rows, lang)
    if len(rows) > 20:
        summary = escape(say("html.target.problems", lang, count=number(len(rows))))
        table = f'<details class="plain"><summary>{summary}</summary>{table}</details>'
    return f"<section><h2>{escape(say('heading.problems', lang))}</h2>{table}</section>\n"
