"""A judgement as one HTML file for people: opens without a network, prints on A4, needs no script."""

from kaname import __version__
from kaname.formats.page import Markup, html, page, table
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
from kaname.messages import Language
from kaname.sbom.judge import AttributeResult, Failure, Judgement
from kaname.sbom.profile import Profile

# A page with more places per rule is no longer read; the JSON form has all.
_PLACES = 200


def render_check_html(judgement: Judgement, profile: Profile, *, file: str, lang: Language) -> str:
    """Return a judgement as a page: verdict first, then the attributes, then what is lacking by rule."""
    title = f"{say('title', lang)}: {profile.title.of(lang)}"
    state = "" if judgement.conformant else " failed"
    note = f'<p class="soft small">{html(profile.source.note.of(lang))}</p>' if profile.source.note else ""
    lacking = [_failures(rule, found, profile, lang) for rule, found in by_rule(judgement).items()]
    failures = "\n".join(lacking) or f"<p>{html(say('none', lang))}</p>"
    body = (
        f'<header><h1>{html(title)}</h1><span class="soft small">{html(file)}</span></header>\n<main>\n'
        f'<section class="banner{state}"><p class="state">{html(verdict(judgement, lang))}</p>'
        f"<p>{html(say('score', lang))}: {judgement.score:.1f} / 100</p>"
        f'<p class="small">{html(say("source", lang))}: {html(source_line(profile, lang))}</p>{note}</section>\n'
        f"<h2>{html(say('attributes', lang))}</h2>\n{_attributes(judgement, profile, lang)}"
        f"<h2>{html(say('failures', lang))}</h2>\n{failures}\n"
        f"</main>\n<footer><p>Kaname {__version__}</p></footer>"
    )
    return page(title, body, lang=lang)


def _attributes(judgement: Judgement, profile: Profile, lang: Language) -> str:
    headings = attribute_heading(profile, lang)
    rows = [_attribute_row(each, profile, lang) for each in judgement.attributes]
    if not any(row[-1] for row in rows):
        # Nothing is stated as unknown or withheld: an empty column costs the others their width.
        headings, rows = headings[:-1], [row[:-1] for row in rows]
    numeric = range(len(headings))[4 if profile.grades else 2 :]
    return table(headings, rows, numeric=numeric)


def _attribute_row(each: AttributeResult, profile: Profile, lang: Language) -> list[object]:
    title, met, *rest = attribute_cells(each, profile, lang)
    return [title, met if each.met else Markup(f'<b class="bad">{html(met)}</b>'), *rest]


def _failures(rule: str, failures: list[Failure], profile: Profile, lang: Language) -> str:
    first = failures[0]
    needed = f" · {say('next_needs', lang, grade=grade_title(profile, first.grade, lang))}" if first.grade else ""
    count = say("all_unique", lang, count=f"{len(failures):,}")
    # What the profile says of itself above need not be said again of each rule.
    provenance = ""
    if first.provenance != profile.source.provenance:
        provenance = f' <span class="soft small">({html(say(f"provenance.{first.provenance}", lang))})</span>'
    rows = [
        (failure_text(each, lang), Markup(f"<code>{html(each.path)}</code>") if each.path else "–")
        for each in failures[:_PLACES]
    ]
    more = len(failures) - _PLACES
    rest = f'<p class="soft small">{html(say("more_html", lang, count=f"{more:,}"))}</p>' if more > 0 else ""
    return (
        f"<details{' open' if first.severity == 'must' else ''}><summary>"
        f"<b>{html(say(f'severity.{first.severity}', lang))}</b> "
        f"{html(rule)} · {html(first.clause)} · {html(count)}{html(needed)}{provenance}</summary>"
        f"{table([say('column.finding', lang), say('column.place', lang)], rows)}{rest}</details>"
    )
