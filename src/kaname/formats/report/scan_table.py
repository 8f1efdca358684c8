"""A scan result for a terminal: status, coverage and age of the knowledge first, then findings, worst first.

East-Asian width is counted, lines keep within the terminal, and colour is for severity only. Pure Python on purpose: a scan
has to answer in a fraction of a second, and a table library would take a third of it to load.
"""

from collections.abc import Iterable

from kaname.formats.report.columns import (
    column_widths,
    joined_cells,
    padded,
    row_lines,
    text_width,
    wrapped,
)
from kaname.formats.report.view import (
    all_problems,
    clean,
    component_label,
    percent,
    problem_text,
    reason_groups,
    severity_counts,
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
    source_name,
)
from kaname.messages import Language
from kaname.model.finding import Finding, NotEvaluated, ScanResult, TargetResult
from kaname.model.vulnerability import Vulnerability
from kaname.triage.order import Weights, ordered_findings
from kaname.triage.severity import severity_of

_RESET, _BOLD, _DIM = "\x1b[0m", "\x1b[1m", "\x1b[2m"
_WARNED_SOURCES_NAMED = 5  # in the line at the end; the HTML and Markdown reports name all
_COLOURS = {
    "critical": "\x1b[1;31m",
    "high": "\x1b[31m",
    "medium": "\x1b[33m",
    "low": "\x1b[36m",
    "none": "\x1b[2m",
    "unknown": "\x1b[2m",
}
_STATUS_COLOURS = {"complete": "\x1b[32m", "partial": "\x1b[1;33m", "failed": "\x1b[1;31m"}
# Narrower than this, a table has columns of a few cells each: findings are then stacked, one block each.
_STACKED_BELOW = 72
_NAMED_PER_REASON = 5
_NAMED_PROBLEMS = 10


def render_table(result: ScanResult, *, lang: Language, width: int | None, colour: bool) -> str:
    """Return a scan result for a terminal.

    Args:
        result: what the scan answered.
        lang: language of everything but names and ids.
        width: columns of the terminal; None where there is none (a pipe): lines are then as long as they need to be.
        colour: True to colour severities and the status with ANSI codes.
    """
    return _Page(result, lang, width, colour).text()


class _Page:
    def __init__(self, result: ScanResult, lang: Language, width: int | None, colour: bool) -> None:
        self.result = result
        self.lang = lang
        self.width = max(24, width) if width else None
        self.colour = colour
        self.lines: list[str] = []
        self._facts: dict[int, tuple[str, list[str]]] = {}
        self._weights = Weights()
        self._labels: dict[int, str] = {}
        self._fixed: dict[tuple[str, ...], str] = {}

    def text(self) -> str:
        self._head()
        self._targets()
        self._not_evaluated()
        self._problems()
        return "\n".join(self.lines) + "\n"

    def _head(self) -> None:
        result, lang = self.result, self.lang
        status = say(f"status.{result.status}", lang)
        facts = [
            ("status", status, _STATUS_COLOURS[result.status]),
            ("coverage", coverage_line(result.coverage, lang), ""),
            ("knowledge", self._knowledge(), ""),
            ("findings", outcome_line(result, lang), _BOLD),
        ]
        if len(result.targets) == 1:
            target = result.targets[0]
            facts.insert(
                0, ("targets", f"{clean(target.path)} ({clean(target.format)} {clean(target.spec_version)})", "")
            )
        counts = severity_counts(
            {finding.vulnerability.id: finding.vulnerability for finding in result.findings}.values()
        )
        heads = {key: say(f"heading.{key}", lang) for key, _, _ in facts}
        indent = max(text_width(head) for head in heads.values()) + 2
        for key, text, style in facts:
            for level, line in enumerate(self._wrap(text, indent)):
                head = padded(heads[key] if not level else "", indent)
                self.lines.append(head + self._styled(line, style))
        self._counts(counts, indent)

    def _counts(self, counts: dict[str, int], indent: int) -> None:
        room = self.width - indent if self.width is not None else None
        line, taken = "", 0
        for severity, count in counts.items():
            if not count:
                continue
            text = f"{severity_text(severity, self.lang)} {number(count)}"
            if line and room is not None and taken + 2 + text_width(text) > room:
                self.lines.append(" " * indent + line)
                line, taken = "", 0
            line += ("  " if line else "") + self._styled(text, _COLOURS[severity])
            taken += (2 if taken else 0) + text_width(text)
        if line:
            self.lines.append(" " * indent + line)

    def _knowledge(self) -> str:
        result, lang = self.result, self.lang
        if not result.sources:
            return say("no_sources", lang)
        names = ("、" if lang == "ja" else ", ").join(source_name(source.id) for source in result.sources[:8])
        more = len(result.sources) - 8
        if more > 0:
            names += " " + say("count.more", lang, count=number(more))
        line = say("knowledge_line", lang, oldest=knowledge_age_line(result, lang), names=names)
        for code, warned in (
            ("stale", [source for source in result.sources if source.stale]),
            ("not_renewed", [source for source in result.sources if source.failed]),
        ):
            named = ("、" if lang == "ja" else ", ").join(
                source_name(source.id) for source in warned[:_WARNED_SOURCES_NAMED]
            )
            more = len(warned) - _WARNED_SOURCES_NAMED
            if more > 0:
                named += " " + say("count.more", lang, count=number(more))
            if warned:
                line += f"{'。' if lang == 'ja' else '; '}{say(code, lang)}: {named}"
        return line

    def _targets(self) -> None:
        targets = self.result.targets
        quiet = 0
        for target in targets:
            if len(targets) == 1:
                self._findings(target.findings)
            elif target.findings or target.coverage.not_evaluated:
                self._target_heading(target)
                self._findings(target.findings)
            else:
                quiet += 1
        if quiet:
            self.lines += ["", *self._wrap(say("quiet_targets", self.lang, count=number(quiet)), 0)]

    def _target_heading(self, target: TargetResult) -> None:
        facts = f"{clean(target.path)} ({clean(target.format)} {clean(target.spec_version)})"
        self.lines += ["", *(self._styled(line, _BOLD) for line in self._wrap(facts, 0))]
        found = say("count.findings", self.lang, count=number(len(target.findings)))
        self.lines += self._wrap(f"{coverage_line(target.coverage, self.lang)} {found}", 0)

    def _findings(self, findings: Iterable[Finding]) -> None:
        ordered = ordered_findings(findings, self._weights)
        if not ordered:
            return
        self.lines.append("")
        if self.width is not None and self.width < _STACKED_BELOW:
            for finding in ordered:
                self._stacked(finding)
            return
        heads = [
            say(f"column.{key}", self.lang)
            for key in ("severity", "kev", "epss", "vulnerability", "component", "fixed")
        ]
        rows = [self._row(finding) for finding in ordered]
        widths = column_widths([heads, *rows], self.width, shrinkable=(3, 4, 5))
        self.lines.append(self._styled(joined_cells(row_lines(heads, widths)[0]), _DIM))
        for finding, row in zip(ordered, rows, strict=True):
            for cells in row_lines(row, widths):
                if self.colour:
                    cells[0] = self._styled(cells[0], _COLOURS[self._facts_of(finding.vulnerability)[0]])
                self.lines.append(joined_cells(cells))

    def _row(self, finding: Finding) -> list[str]:
        # A component has many findings and a portfolio many components with the same fixed versions: each is made once.
        component = finding.component
        label = self._labels.get(id(component))
        if label is None:
            label = component_label(component.name, component.version, component.ref)
            self._labels[id(component)] = label
        fixed = self._fixed.get(finding.fixed)
        if fixed is None:
            fixed = self._fixed[finding.fixed] = fixed_text(finding, self.lang)
        return [*self._facts_of(finding.vulnerability)[1], label, fixed]

    def _facts_of(self, vulnerability: Vulnerability) -> tuple[str, list[str]]:
        """Return severity and leading cells, made once per vulnerability: a portfolio shows one a thousand times."""
        known = self._facts.get(id(vulnerability))
        if known is None:
            severity = severity_of(vulnerability)
            cells = [
                f"{severity_text(severity, self.lang)} {score_text(vulnerability)}".rstrip(),
                "KEV" if vulnerability.kev.listed else "",
                percent(vulnerability.epss.score) if vulnerability.epss else "",
                clean(vulnerability.id),
            ]
            known = self._facts[id(vulnerability)] = (severity, cells)
        return known

    def _stacked(self, finding: Finding) -> None:
        severity, kev, epss, identifier, component, fixed = self._row(finding)
        style = _COLOURS[self._facts_of(finding.vulnerability)[0]]
        facts = "  ".join(part for part in (severity, kev, f"EPSS {epss}" if epss else "") if part)
        head = f"{identifier}  {facts}"
        if self.width is not None and text_width(head) > self.width:
            self.lines += [
                *self._wrap(identifier, 0),
                *(self._styled("  " + line, style) for line in self._wrap(facts, 2)),
            ]
        else:
            self.lines.append(f"{identifier}  {self._styled(facts, style)}")
        self.lines += ["  " + line for line in self._wrap(component, 2)]
        fixed_line = f"{say('column.fixed', self.lang)}: {fixed}" if finding.fixed else fixed
        self.lines += ["  " + line for line in self._wrap(fixed_line, 2)]

    def _not_evaluated(self) -> None:
        coverage = self.result.coverage
        if not coverage.not_evaluated:
            return
        lang = self.lang
        heading = f"{say('heading.not_evaluated', lang)} ({number(len(coverage.not_evaluated))})"
        self.lines += ["", self._styled(heading, _BOLD)]
        for group in reason_groups(self.result, lang):
            count = len(group.entries)
            self.lines += self._bullet(f"{number(count):>5}  ", group.text)
            if group.advice:
                self.lines += self._bullet(" " * 7, f"→ {group.advice}")
            for _, entry in group.entries[:_NAMED_PER_REASON]:
                label = component_label(entry.name, entry.version, entry.ref)
                self.lines += self._bullet(" " * 9, label + self._detail(entry, group.text))
            if count > _NAMED_PER_REASON:
                self.lines += self._bullet(" " * 9, say("count.more", lang, count=number(count - _NAMED_PER_REASON)))

    def _detail(self, entry: NotEvaluated, said: str) -> str:
        detail = clean(entry.detail or "")
        return f" ({detail})" if detail and detail not in said and detail != entry.version else ""

    def _problems(self) -> None:
        problems = all_problems(self.result)
        if not problems:
            return
        heading = f"{say('heading.problems', self.lang)} ({number(len(problems))})"
        self.lines += ["", self._styled(heading, _BOLD)]
        # Problems of the scan as a whole, such as a target that could not be read, are never cut from the list.
        shown = max(_NAMED_PROBLEMS, len(self.result.problems))
        for target, problem in problems[:shown]:
            place = ": ".join(part for part in (clean(target), clean(problem.path)) if part)
            text = problem_text(problem, self.lang)
            self.lines += self._bullet("  ", f"{place}: {text}" if place else text)
        if len(problems) > shown:
            self.lines += self._bullet("  ", say("count.more", self.lang, count=number(len(problems) - shown)))

    def _bullet(self, lead: str, text: str) -> list[str]:
        indent = " " * len(lead)
        return [(indent if level else lead) + line for level, line in enumerate(self._wrap(text, len(lead)))]

    def _wrap(self, text: str, indent: int) -> list[str]:
        return [text] if self.width is None else wrapped(text, self.width - indent)

    def _styled(self, text: str, style: str) -> str:
        return f"{style}{text}{_RESET}" if self.colour and style and text.strip() else text
