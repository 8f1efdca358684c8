"""A judgement as one HTML file for people: opens without a network, prints on A4, needs no script."""

import base64
import hashlib
from collections.abc import Sequence
from html import escape

from kaname import __version__
from kaname.formats.report.check_json import failure_text
from kaname.formats.report.check_table import (
    attribute_cells,
    attribute_heading,
    by_rule,
    grade_title,
    say,
    source_line,
    verdict,
)
from kaname.formats.report.html_style import STYLE
from kaname.formats.report.view import clean
from kaname.messages import Language
from kaname.sbom.judge import Judgement
from kaname.sbom.profile import Profile

# A page with more places per rule is no longer read; the JSON form has all.
_PLACES = 200
_EXTRA = (
    "details{margin:.4rem 0}summary{cursor:pointer}.bad{color:var(--bad);font-weight:650}@page{size:A4;margin:14mm}"
)


def render_check_html(judgement: Judgement, profile: Profile, *, file: str, lang: Language) -> str:
    """Return a judgement as a page: verdict first, then the attributes, then what is lacking by rule."""
    style = STYLE + _EXTRA
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    title = f"{say('title', lang)}: {profile.title.of(lang)}"
    state = "" if judgement.conformant else " failed"
    note = f'<p class="soft small">{escape(profile.source.note.of(lang))}</p>' if profile.source.note else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<header><h1>{escape(title)}</h1><span class="soft small">{escape(clean(file))}</span></header>\n'
        f'<section class="banner{state}"><p class="state">{escape(verdict(judgement, lang))}</p>'
        f"<p>{escape(say('score', lang))}: {judgement.score:.1f} / 100</p>"
        f'<p class="small">{escape(say("source", lang))}: {escape(source_line(profile, lang))}</p>{note}</section>\n'
        f"<h2>{escape(say('attributes', lang))}</h2>\n{_attributes(judgement, profile, lang)}\n"
        f"<h2>{escape(say('failures', lang))}</h2>\n{_failures(judgement, profile, lang)}\n"
        f'<p class="soft small">Kaname {__version__}</p>\n</body>\n</html>\n'
    )


def _attributes(judgement: Judgement, profile: Profile, lang: Language) -> str:
    rows = []
    for each in judgement.attributes:
        cells = attribute_cells(each, profile, lang)
        mark = "" if each.met else ' class="bad"'
        rows.append(f"<tr><th>{escape(cells[0])}</th><td{mark}>{escape(cells[1])}</td>{_cells(cells[2:])}</tr>")
    heading = "".join(f"<th>{escape(text)}</th>" for text in attribute_heading(profile, lang))
    return f"<table><thead><tr>{heading}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _cells(texts: Sequence[str]) -> str:
    return "".join(f"<td>{escape(text)}</td>" for text in texts)


def _failures(judgement: Judgement, profile: Profile, lang: Language) -> str:
    parts = []
    for rule, failures in by_rule(judgement).items():
        first = failures[0]
        needed = f" · {say('next_needs', lang, grade=grade_title(profile, first.grade, lang))}" if first.grade else ""
        count = say("all_unique", lang, count=f"{len(failures):,}")
        rows = "".join(
            f'<tr><td class="w">{escape(clean(failure_text(each, lang)))}</td>'
            f'<td class="w mono">{escape(clean(each.path))}</td></tr>'
            for each in failures[:_PLACES]
        )
        more = len(failures) - _PLACES
        rest = f'<p class="soft small">{escape(say("more_html", lang, count=f"{more:,}"))}</p>' if more > 0 else ""
        parts.append(
            f"<details{' open' if first.severity == 'must' else ''}><summary>"
            f"<b>{escape(say(f'severity.{first.severity}', lang))}</b> "
            f"{escape(rule)} · {escape(first.clause)} · {escape(count)}{escape(needed)} "
            f'<span class="soft small">({escape(say(f"provenance.{first.provenance}", lang))})</span></summary>'
            f"<table><thead><tr><th>{escape(say('column.finding', lang))}</th><th>{escape(say('column.place', lang))}</th>"
            f"</tr></thead><tbody>{rows}</tbody></table>{rest}</details>"
        )
    return "\n".join(parts) or f"<p>{escape(say('none', lang))}</p>"
