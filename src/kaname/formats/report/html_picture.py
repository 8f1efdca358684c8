"""The pictures of the HTML report as inline SVG: severities with the known exploited, and EPSS against CVSS.

Every picture has a title, a description and, beside it, the same numbers as a table (``epss_table``).
"""

import math
from collections.abc import Sequence
from html import escape

from kaname.formats.report.view import clean
from kaname.formats.report.words import number, say, severity_text
from kaname.messages import Language
from kaname.model.vulnerability import Vulnerability
from kaname.triage.severity import SEVERITIES, leading_score, severity_of

_WIDTH = 420
_LABEL_WIDTH, _COUNT_WIDTH, _ROW_HEIGHT = 84, 92, 27
_LEFT, _RIGHT, _TOP, _BOTTOM, _HEIGHT = 34, 12, 10, 40, 262
# EPSS spans four orders of magnitude, and most scores are small: a linear axis would press them into one line.
_EPSS_FLOOR = 0.0001
_GRID = 6
_EPSS_STEPS = ((0.1, 1.01), (0.01, 0.1), (0.0, 0.01))


def severity_picture(vulnerabilities: Sequence[Vulnerability], lang: Language) -> str:
    """Return horizontal bars, one per severity that occurs; the dark part of each is known to be exploited."""
    rows = []
    for severity in SEVERITIES:
        of_this = [vulnerability for vulnerability in vulnerabilities if severity_of(vulnerability) == severity]
        if of_this or severity in SEVERITIES[:4]:
            rows.append((severity, len(of_this), sum(vulnerability.kev.listed for vulnerability in of_this)))
    longest = max(count for _, count, _ in rows) or 1
    room = _WIDTH - _LABEL_WIDTH - _COUNT_WIDTH
    height = _ROW_HEIGHT * len(rows) + 4
    described = ", ".join(
        f"{severity_text(severity, lang)} {number(count)} (KEV {number(kev)})" for severity, count, kev in rows
    )
    parts = [_open(height, "sev", say("html.severity_picture", lang), described)]
    for index, (severity, count, kev) in enumerate(rows):
        top = index * _ROW_HEIGHT + 4
        full, dark = (max(2.0, room * part / longest) if part else 0.0 for part in (count, kev))
        parts.append(
            f'<text x="{_LABEL_WIDTH - 10}" y="{top + 14}" text-anchor="end">{escape(severity_text(severity, lang))}</text>'
            f'<rect class="fill-{severity} light" x="{_LABEL_WIDTH}" y="{top}" width="{full:.1f}" height="19" rx="2"/>'
        )
        if kev:
            parts.append(
                f'<rect class="fill-{severity}" x="{_LABEL_WIDTH}" y="{top}" width="{dark:.1f}" height="19" rx="2"/>'
            )
        kev_note = f" (KEV {number(kev)})" if kev else ""
        parts.append(f'<text x="{_LABEL_WIDTH + full + 7:.1f}" y="{top + 14}">{number(count)}{kev_note}</text>')
    return "".join(parts) + "</svg>"


def scatter_picture(vulnerabilities: Sequence[Vulnerability], lang: Language) -> str:
    """Return EPSS (logarithmic) against CVSS; vulnerabilities in the same place share one mark, larger for more."""
    marks: dict[tuple[int, int, bool], list[Vulnerability]] = {}
    for vulnerability in vulnerabilities:
        place = _place(vulnerability)
        if place is not None:
            key = (round(place[0] / _GRID), round(place[1] / _GRID), vulnerability.kev.listed)
            marks.setdefault(key, []).append(vulnerability)
    shown = sum(len(group) for group in marks.values())
    description = f"{say('html.scatter.note', lang)} {number(shown)} / {number(len(vulnerabilities))}"
    parts = [_open(_HEIGHT, "epss", say("html.scatter", lang), description), _axes(lang)]
    # The known exploited are drawn last, so that nothing covers them.
    for (column, row, kev), group in sorted(marks.items(), key=lambda item: (item[0][2], -len(item[1]), item[0])):
        parts.append(_mark(column * _GRID, row * _GRID, kev, group))
    return "".join(parts) + "</svg>"


def missing_in_scatter(vulnerabilities: Sequence[Vulnerability]) -> int:
    """Return how many vulnerabilities the scatter picture cannot show, for lack of a score."""
    return sum(_place(vulnerability) is None for vulnerability in vulnerabilities)


def epss_table(vulnerabilities: Sequence[Vulnerability], lang: Language) -> str:
    """Return the numbers of both pictures as a table: severity by EPSS step, KEV and total."""
    heads = [say("column.severity", lang), "KEV"]
    for low, high in _EPSS_STEPS:
        if high > 1:
            heads.append(say("html.epss_from", lang, low=_step(low)))
        elif low > 0:
            heads.append(say("html.epss_between", lang, low=_step(low), high=_step(high)))
        else:
            heads.append(say("html.epss_below", lang, high=_step(high)))
    heads += [say("epss.none", lang), say("html.total", lang)]
    rows = []
    for severity in SEVERITIES:
        of_this = [vulnerability for vulnerability in vulnerabilities if severity_of(vulnerability) == severity]
        counts = [sum(vulnerability.kev.listed for vulnerability in of_this)]
        counts += [
            sum(vulnerability.epss is not None and low <= vulnerability.epss.score < high for vulnerability in of_this)
            for low, high in _EPSS_STEPS
        ]
        counts += [sum(vulnerability.epss is None for vulnerability in of_this), len(of_this)]
        cells = "".join(
            f'<td class="n" data-label="{escape(head)}">{number(count)}</td>'
            for head, count in zip(heads[1:], counts, strict=True)
        )
        rows.append(f'<tr><th scope="row">{escape(severity_text(severity, lang))}</th>{cells}</tr>')
    head = "".join(
        f'<th scope="col"{" class=n" if index else ""}>{escape(text)}</th>' for index, text in enumerate(heads)
    )
    return f'<table class="stack counts"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _step(ratio: float) -> str:
    return f"{ratio * 100:g}%"


def _open(height: int, key: str, title: str, description: str) -> str:
    return (
        f'<svg class="picture" viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="{key}-title {key}-desc">'
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-desc">{escape(description)}</desc>'
    )


def _place(vulnerability: Vulnerability) -> tuple[float, float] | None:
    leading = leading_score(vulnerability)
    if vulnerability.epss is None or leading is None or leading.score is None:
        return None
    return _x(vulnerability.epss.score), _y(leading.score)


def _x(epss: float) -> float:
    share = math.log10(max(epss, _EPSS_FLOOR) / _EPSS_FLOOR) / -math.log10(_EPSS_FLOOR)
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _y(score: float) -> float:
    return _TOP + (10 - score) / 10 * (_HEIGHT - _TOP - _BOTTOM)


def _axes(lang: Language) -> str:
    parts = []
    for score in (0, 4, 7, 9, 10):
        y = _y(score)
        parts.append(f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        shift = 1 if score == 10 else 5 if score != 9 else 8
        parts.append(f'<text class="soft" x="{_LEFT - 6}" y="{y + shift:.1f}" text-anchor="end">{score}</text>')
    bottom = _HEIGHT - _BOTTOM
    for epss, label in ((0.0001, "0.01%"), (0.001, "0.1%"), (0.01, "1%"), (0.1, "10%"), (1.0, "100%")):
        x = _x(epss)
        anchor = "start" if epss == _EPSS_FLOOR else "end" if epss == 1.0 else "middle"
        parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{bottom}"/>')
        parts.append(f'<text class="soft" x="{x:.1f}" y="{bottom + 15}" text-anchor="{anchor}">{label}</text>')
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    parts.append(
        f'<text class="soft" x="{middle}" y="{_HEIGHT - 6}" text-anchor="middle">{escape(say("html.scatter.x", lang))}</text>'
        f'<text class="soft" x="{_LEFT + 4}" y="{bottom - 5}">{escape(say("html.scatter.y", lang))}</text>'
    )
    return "".join(parts)


def _mark(x: float, y: float, kev: bool, group: Sequence[Vulnerability]) -> str:
    radius = min(14.0, 3.6 + 1.5 * math.log2(len(group)))
    worst = min(group, key=lambda vulnerability: SEVERITIES.index(severity_of(vulnerability)))
    names = ", ".join(clean(vulnerability.id) for vulnerability in group[:3])
    names += f" + {number(len(group) - 3)}" if len(group) > 3 else ""
    title = f"<title>{escape(names)}{' (KEV)' if kev else ''}</title>"
    if kev:
        reach = radius + 2.5
        return (
            f'<path class="fill-{severity_of(worst)} kevmark" d="M{x:.1f} {y - reach:.1f}L{x + reach:.1f} {y:.1f}'
            f'L{x:.1f} {y + reach:.1f}L{x - reach:.1f} {y:.1f}Z">{title}</path>'
        )
    return (
        f'<circle class="fill-{severity_of(worst)} point" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}">{title}</circle>'
    )
