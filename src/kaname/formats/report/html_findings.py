"""The findings of the HTML report: one foldable entry per vulnerability, every component of it with its own reasons.

What is said about a vulnerability stands once, however many components it touches: ten thousand findings stay readable.
"""

from collections.abc import Mapping, Sequence
from html import escape

from kaname.formats.report.view import (
    VulnerabilityGroup,
    clean,
    compared_text,
    component_label,
    conflict_text,
    day,
    percent,
    reason_of_match,
)
from kaname.formats.report.words import (
    epss_text,
    fixed_text,
    kev_text,
    number,
    say,
    score_text,
    severity_text,
    source_name,
)
from kaname.messages import Language
from kaname.model.finding import Finding
from kaname.model.vulnerability import Vulnerability
from kaname.triage.severity import severity_of

# More than this does not help a reader of one finding; the page says how many are left out and which command shows them.
_SHOWN_RANGES, _SHOWN_REFERENCES = 20, 8
_NUMBERS = frozenset({"count", "age", "records", "skipped", "score", "findings", "evaluated", "similarity"})
_DAYS = frozenset({"as_of"})
_LONG = frozenset({"vector", "purl", "package", "component", "target", "what", "place", "reason", "cpe"})


def finding_head(lang: Language) -> str:
    """Return the line of column names above the entries; hidden from readers of the page structure, who hear labels."""
    keys = ("severity", "vulnerability", "kev", "epss", "component", "fixed")
    cells = "".join(f"<span>{escape(say(f'column.{key}', lang))}</span>" for key in keys)
    return f'<div class="head" aria-hidden="true">{cells}</div>'


def finding_entry(group: VulnerabilityGroup, targets: Mapping[str, int], lang: Language) -> str:
    """Return one vulnerability with everything about it, folded to one line.

    Args:
        group: the vulnerability and its findings.
        targets: path → number of the target, for the filter.
        lang: language of the page.
    """
    vulnerability = group.vulnerability
    severity = severity_of(vulnerability)
    numbers = sorted({targets[finding.target] for finding in group.findings if finding.target in targets})
    classes = ["f", "x", f"s-{severity}", *(["k"] if vulnerability.kev.listed else []), *(f"t{n}" for n in numbers)]
    occurrences = "".join(_occurrence(finding, targets, lang) for finding in group.findings)
    return (
        f'<details class="{" ".join(classes)}" id="{_anchor(vulnerability.id)}"><summary>{_summary(group, severity, lang)}'
        f'</summary><div class="body">{_facts(vulnerability, lang)}'
        f"<h3>{escape(say('html.affected', lang))}</h3>{occurrences}{_scores(vulnerability, lang)}"
        f"{_ranges(vulnerability, lang)}</div></details>\n"
    )


def _summary(group: VulnerabilityGroup, severity: str, lang: Language) -> str:
    vulnerability = group.vulnerability
    labels = list(dict.fromkeys(_label(finding) for finding in group.findings))
    more = (
        f' <span class="soft">{escape(say("count.more", lang, count=number(len(labels) - 1)))}</span>'
        if len(labels) > 1
        else ""
    )
    disputed = (
        f' <span class="soft small">{escape(say("disputed", lang))}</span>'
        if any(finding.match.conflicts for finding in group.findings)
        else ""
    )
    fixes = list(dict.fromkeys(version for finding in group.findings for version in finding.fixed))
    fixed = ", ".join(clean(version) for version in fixes[:4]) + (" …" if len(fixes) > 4 else "")
    kev = '<span class="kevtag">KEV</span>' if vulnerability.kev.listed else ""
    epss = percent(vulnerability.epss.score) if vulnerability.epss else ""
    severity_line = f"{severity_text(severity, lang)} {score_text(vulnerability)}".rstrip()
    label = escape(say("column.fixed", lang))
    return (
        f'<span class="sev num">{escape(severity_line)}</span><span class="id">{escape(clean(vulnerability.id))}</span>'
        f'<span>{kev}</span><span class="num epss">{epss}</span>'
        f'<span class="comp">{escape(labels[0])}{more}{disputed}</span>'
        f'<span class="fix" data-label="{label}">{escape(fixed or say("fixed.none", lang))}</span>'
    )


def _facts(vulnerability: Vulnerability, lang: Language) -> str:
    facts: list[tuple[str, str]] = [
        ("KEV", escape(kev_text(vulnerability, lang))),
        ("EPSS", escape(epss_text(vulnerability, lang))),
    ]
    for code, values in (
        ("aliases", vulnerability.aliases),
        ("related", vulnerability.related),
        ("withdrawn", vulnerability.withdrawn),
        ("cwes", vulnerability.cwes),
    ):
        if values:
            facts.append((say(code, lang), escape(", ".join(clean(value) for value in values))))
    for code, time in (("published", vulnerability.published), ("modified", vulnerability.modified)):
        if time:
            facts.append((say(code, lang), escape(day(time))))
    if vulnerability.references:
        links = " · ".join(_link(url) for url in vulnerability.references[:_SHOWN_REFERENCES])
        left = len(vulnerability.references) - _SHOWN_REFERENCES
        links += " · " + escape(say("count.more", lang, count=number(left))) if left > 0 else ""
        facts.append((say("references", lang), links))
    summary = f"<p>{escape(clean(vulnerability.summary))}</p>" if vulnerability.summary else ""
    return (
        summary
        + '<dl class="facts">'
        + "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in facts)
        + "</dl>"
    )


def _link(url: str) -> str:
    shown = escape(clean(url))
    if not url.startswith(("https://", "http://")):
        return shown
    return f'<a href="{shown}" rel="noreferrer noopener">{shown}</a>'


def _occurrence(finding: Finding, targets: Mapping[str, int], lang: Language) -> str:
    component, match = finding.component, finding.match
    place = f" t{targets[finding.target]}" if finding.target in targets else ""
    facts = [
        (say("column.fixed", lang), escape(fixed_text(finding, lang))),
        (say("why", lang), escape(reason_of_match(finding, lang))),
        (say("column.criterion", lang), f"<code>{escape(clean(match.criterion))}</code>"),
        (say("column.source", lang), escape(clean(match.source))),
        (say("column.range", lang), f"<code>{escape(clean(match.range))}</code>"),
        (say("column.scheme", lang), escape(clean(match.scheme))),
    ]
    against = conflict_text(finding, lang)
    if against:
        facts.insert(2, (say("disagreement", lang), escape(against)))
    if match.compared:
        facts.append((say("column.compared", lang), f"<code>{escape(compared_text(match))}</code>"))
    if match.others:
        facts.append((say("others", lang), "<br>".join(escape(clean(other)) for other in match.others)))
    if component.paths:
        facts.append((say("column.paths", lang), "<br>".join(escape(clean(path)) for path in component.paths)))
    facts.append((say("column.target", lang), escape(clean(finding.target))))
    purl = f' <code class="soft">{escape(clean(component.purl))}</code>' if component.purl else ""
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in facts)
    return f'<div class="o x{place}"><b>{escape(_label(finding))}</b>{purl}<dl>{listed}</dl></div>'


def _scores(vulnerability: Vulnerability, lang: Language) -> str:
    if not vulnerability.cvss:
        return f"<h3>CVSS</h3><p>{escape(say('cvss.none', lang))}</p>"
    rows = [
        (
            score.version,
            f"{score.score:.1f}" if score.score is not None else "–",
            severity_text(score.severity or "unknown", lang),
            score.vector,
            score.source,
        )
        for score in vulnerability.cvss
    ]
    return "<h3>CVSS</h3>" + plain_table(("version", "score", "severity", "vector", "source"), rows, lang)


def _ranges(vulnerability: Vulnerability, lang: Language) -> str:
    if not vulnerability.ranges:
        return ""
    rows = [
        (
            f"{entry.record} ({source_name(entry.source)})",
            f"{entry.ecosystem}: {entry.package}",
            entry.text,
            entry.fixed or say("fixed.none", lang),
        )
        for entry in vulnerability.ranges[:_SHOWN_RANGES]
    ]
    left = len(vulnerability.ranges) - _SHOWN_RANGES
    more = (
        f'<p class="small soft">{escape(say("html.ranges.more", lang, count=number(left), id=clean(vulnerability.id)))}</p>'
        if left > 0
        else ""
    )
    table = plain_table(("source", "package", "range", "fixed"), rows, lang)
    return f"<h3>{escape(say('ranges', lang))}</h3>{table}{more}"


def plain_table(columns: Sequence[str], rows: Sequence[Sequence[str]], lang: Language) -> str:
    """Return a table of texts; ``columns`` are keys of ``report.column.*``. On a narrow screen each row becomes a block."""
    names = [escape(say(f"column.{column}", lang)) for column in columns]
    kinds = [
        " class=n" if column in _NUMBERS else " class=d" if column in _DAYS else " class=w" if column in _LONG else ""
        for column in columns
    ]
    head = "".join(f'<th scope="col"{kind}>{name}</th>' for kind, name in zip(kinds, names, strict=True))
    body = "".join(
        "<tr>"
        + "".join(
            f'<td{kind} data-label="{name}">{escape(clean(cell))}</td>'
            for kind, name, cell in zip(kinds, names, row, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return f'<table class="stack"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _label(finding: Finding) -> str:
    component = finding.component
    return component_label(component.name, component.version, component.ref)


def _anchor(identifier: str) -> str:
    return "v-" + "".join(
        character if character.isascii() and (character.isalnum() or character in "-._") else f"_{ord(character):x}_"
        for character in identifier
    )
