"""Phrases that several report forms use: coverage, what was found, ages, EPSS and KEV of one vulnerability."""

from kaname import messages
from kaname.formats.report.view import age_days, clean, day, oldest_source, percent
from kaname.messages import Language
from kaname.model.finding import Coverage, Finding, ScanResult
from kaname.model.source import SourceState
from kaname.model.vulnerability import Vulnerability
from kaname.triage.epss import percent_digits
from kaname.triage.severity import leading_score


def say(code: str, lang: Language, **params: object) -> str:
    """Return a text of this room: ``say("report.title", "ja")``."""
    return messages.text(f"report.{code}", lang, params or None)


def number(count: int) -> str:
    """Return a count with thousands separated."""
    return f"{count:,}"


def coverage_line(coverage: Coverage, lang: Language) -> str:
    """Return the denominator as a sentence."""
    if coverage.components == 0:
        return say("nothing_to_evaluate", lang)
    left = len(coverage.not_evaluated)
    if not left:
        return say("coverage_all", lang, components=number(coverage.components))
    return say(
        "coverage_line",
        lang,
        components=number(coverage.components),
        evaluated=number(coverage.evaluated),
        left=number(left),
    )


def outcome_line(result: ScanResult, lang: Language) -> str:
    """Return what was found as a sentence; where nothing was, how much that says."""
    findings = result.findings
    if findings:
        exploited = {finding.vulnerability.id for finding in findings if finding.vulnerability.kev.listed}
        return say(
            "findings_line",
            lang,
            findings=number(len(findings)),
            vulnerabilities=number(len({finding.vulnerability.id for finding in findings})),
            components=number(len({_component_key(finding) for finding in findings})),
            exploited=number(len(exploited)),
        )
    coverage = result.coverage
    if result.status == "failed" or coverage.components == 0:
        return say("none_found_failed", lang)
    params = {"components": number(coverage.components), "evaluated": number(coverage.evaluated)}
    if coverage.not_evaluated:
        return say("none_found_partial", lang, left=number(len(coverage.not_evaluated)), **params)
    return say("none_found_all" if result.status == "complete" else "none_found_unread", lang, **params)


def age_text(days: int | None, lang: Language) -> str:
    """Return an age for people."""
    if days is None:
        return say("age.unknown", lang)
    return (
        say("age.today", lang)
        if days == 0
        else say("age.day", lang)
        if days == 1
        else say("age.days", lang, days=number(days))
    )


def knowledge_age_line(result: ScanResult, lang: Language) -> str:
    """Return how old the oldest source is."""
    if not result.sources:
        return say("no_sources", lang)
    oldest = oldest_source(result)
    if oldest is None:
        return say("age.unknown", lang)
    return say("oldest", lang, name=source_name(oldest[0].id), age=age_text(oldest[1], lang))


def source_line(source: SourceState, result: ScanResult, lang: Language) -> str:
    """Return a source with its date and age."""
    age = age_text(age_days(source, result), lang)
    dated = f"{say('as_of', lang, day=day(source.as_of))}, {age}" if source.as_of else age
    model = f", {clean(source.model)}" if source.model else ""
    warnings = "".join(f", {text}" for text in source_warnings(source, lang))
    return f"{source_name(source.id)} ({dated}{model}{warnings})"


def source_warnings(source: SourceState, lang: Language) -> list[str]:
    """Return what speaks against relying on a source: older than its age limit, not renewed at the last attempt."""
    said = (("stale", source.stale), ("not_renewed", source.failed is not None))
    return [say(code, lang) for code, applies in said if applies]


def source_name(identifier: str) -> str:
    """Return a source as people know it: ``osv:npm`` gives ``OSV npm``."""
    known = {"kev": "CISA KEV", "epss": "FIRST EPSS"}
    if identifier in known:
        return known[identifier]
    kind, _, rest = clean(identifier).partition(":")
    return f"{kind.upper()} {rest}" if rest else kind


def severity_text(severity: str, lang: Language) -> str:
    """Return a severity word."""
    return say(f"severity.{severity}", lang)


def score_text(vulnerability: Vulnerability) -> str:
    """Return the leading CVSS score as ``9.8``, ``""`` where there is none."""
    leading = leading_score(vulnerability)
    return f"{leading.score:.1f}" if leading is not None and leading.score is not None else ""


def epss_text(vulnerability: Vulnerability, lang: Language) -> str:
    """Return EPSS with percentile, model and day."""
    epss = vulnerability.epss
    if epss is None:
        return say("epss.none", lang)
    return say(
        "epss.full",
        lang,
        score=percent(epss.score),
        percentile=percent_digits(epss.percentile, 2),
        model=clean(epss.model),
        day=day(epss.date),
    )


def kev_text(vulnerability: Vulnerability, lang: Language) -> str:
    """Return what the KEV catalogue says, with due date where it states one."""
    kev = vulnerability.kev
    if not kev.listed:
        return say("kev.no", lang)
    parts = [say("kev.due", lang, day=day(kev.due_date)) if kev.due_date else say("kev.label", lang) + " (KEV)"]
    if kev.date_added:
        parts.append(say("kev.added", lang, day=day(kev.date_added)))
    if kev.ransomware:
        parts.append(say("kev.ransomware", lang))
    return ("、" if lang == "ja" else ", ").join(parts)


def fixed_text(finding: Finding, lang: Language) -> str:
    """Return the fixed versions on one line, or that none is stated."""
    return ", ".join(clean(version) for version in finding.fixed) or say("fixed.none", lang)


def _component_key(finding: Finding) -> tuple[str, str]:
    component = finding.component
    return component.purl or component.name, component.version
