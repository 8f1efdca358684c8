"""The candidates of the HTML report: who components without identifier may be. They stand apart and are never findings."""

from collections.abc import Sequence
from html import escape

from kaname.formats.report.html_findings import plain_table
from kaname.formats.report.view import component_label
from kaname.formats.report.words import number, say
from kaname.messages import Language
from kaname.model.finding import ScanResult
from kaname.model.identity import ComponentCandidates

_SHOWN_CANDIDATES = 3  # for each component; kaname match candidates lists the rest
_OPEN_ROWS = 20  # a longer list is folded on the screen; on paper it is open


def candidate_section(result: ScanResult, lang: Language) -> str:
    """Return the section with the candidates of every target; ``""`` where none were asked for.

    Components for which nothing is similar enough are counted, so that silence about them is not taken for an answer.
    """
    components = [entry for target in result.targets for entry in target.candidates]
    if not components:
        return ""
    offered = [entry for entry in components if entry.candidates]
    without = len(components) - len(offered)
    rows = [row for entry in offered for row in _rows(entry, lang)]
    heading = escape(f"{say('heading.candidates', lang)} ({number(len(offered))})")
    parts = [f"<section><h2>{heading}</h2><p>{escape(say('candidates.note', lang))}</p>"]
    if rows:
        columns = ("component", "supplier", "candidate", "cpe", "similarity", "target")
        table = plain_table(columns, rows, lang)
        if len(rows) > _OPEN_ROWS:
            summary = escape(say("candidates.list", lang, count=number(len(offered))))
            table = f'<details class="plain"><summary>{summary}</summary>{table}</details>'
        parts.append(table)
    if without:
        parts.append(f"<p>{escape(say('candidates.without', lang, count=number(without)))}</p>")
    return "".join(parts) + "</section>\n"


def _rows(entry: ComponentCandidates, lang: Language) -> list[Sequence[str]]:
    label = component_label(entry.name, entry.version, entry.ref)
    shown = entry.candidates[:_SHOWN_CANDIDATES]
    left = len(entry.candidates) - len(shown)
    more = f" ({say('count.more', lang, count=number(left))})" if left else ""
    return [
        (
            label,
            entry.supplier or "–",
            f"{candidate.vendor_name} / {candidate.product_name}{more if candidate is shown[-1] else ''}",
            candidate.cpe,
            f"{candidate.score:.1f}",
            entry.target,
        )
        for candidate in shown
    ]
