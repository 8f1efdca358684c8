"""A sheet as one self-contained page for the screen and for paper, with matrix and distribution as pictures."""

from collections.abc import Iterator, Sequence

from kaname import messages
from kaname.assurance.sheet import Sheet, SheetRow
from kaname.formats.assurance_marks import declined_annex, level_mark, row_status_mark
from kaname.formats.level_picture import distribution_picture, matrix_picture
from kaname.formats.page import Markup, bullet_list, facts, html, page, table
from kaname.formats.sheet.words import (
    count_line,
    facts_of,
    form_fields,
    is_form,
    note_of,
    say,
    sheet_title,
    status_text,
    who_and_when,
)
from kaname.formats.step_words import step_text
from kaname.messages import Language


def render_sheet_html(sheet: Sheet, *, lang: Language) -> str:
    """Return the sheet as a page: the whole first, then what to fix first, then every row with its items."""
    title = sheet_title(sheet, lang)
    body = "".join(
        (
            f'<header><h1>{html(title)}</h1><span class="soft small">{html(sheet.generated)}</span></header>\n<main>\n',
            facts(facts_of(sheet, lang)),
            f"<p><strong>{html(count_line(sheet, lang))}</strong></p>",
            _pictures(sheet, lang),
            _breadth(sheet, lang),
            _fix_first(sheet, lang),
            *_groups(sheet, lang),
            _form_fields(sheet, lang),
            _evidence(sheet, lang),
            declined_annex(sheet.declined, lang),
            f"</main>\n<footer><p>{html(say('footer', lang))}</p></footer>\n",
        )
    )
    return page(f"{title} {sheet.scope.product}".strip(), body, lang=lang)


def _pictures(sheet: Sheet, lang: Language) -> str:
    if not sheet.has_levels:
        return ""
    groups: dict[str, list[tuple[str, int | None]]] = {}
    for row in sheet.rows:
        groups.setdefault(row.group, []).append((row.id, row.level))
    pictures = (
        ("picture_distribution", distribution_picture(sheet.distribution, lang)),
        ("picture_matrix", matrix_picture(list(groups.items()), lang)),
    )
    return "".join(
        f'<figure class="keep"><figcaption>{html(say(name, lang))}</figcaption>{picture}</figure>'
        for name, picture in pictures
    )


def _breadth(sheet: Sheet, lang: Language) -> str:
    if not sheet.breadth:
        return ""
    return f"<h2>{html(messages.text('assurance.heading_breadth', lang))}</h2>{bullet_list(breadth_lines(sheet, lang))}"


def breadth_lines(sheet: Sheet, lang: Language) -> list[str]:
    """Return how many tasks reach each depth, one line per depth."""
    return [
        messages.text(
            "assurance.breadth_line" if one.next_step_percent else "assurance.breadth_full",
            lang,
            {
                "depth": one.depth,
                "reached": one.reached,
                "of": one.applicable,
                "step": one.step_percent,
                "following": one.next_step_percent,
                "missing": one.missing_to_next,
            },
        )
        for one in sheet.breadth
    ]


def _fix_first(sheet: Sheet, lang: Language) -> str:
    if sheet.fix_first is None or not sheet.fix_first.choices:
        return ""
    titles = {row.id: row.title.pick(lang) for row in sheet.rows}
    needed = sheet.fix_first.indispensable
    entries = [
        f"{name} {titles.get(name, '')}" + (f" ({say('indispensable', lang)})" if name in needed else "")
        for name in sheet.fix_first.choices
    ]
    heading = say("heading_fix_first", lang, count=len(entries))
    return f"<h2>{html(heading)}</h2><p>{html(say('fix_first_intro', lang))}</p>{bullet_list(entries)}"


def _groups(sheet: Sheet, lang: Language) -> Iterator[str]:
    titles = {group: title.pick(lang) for group, title in sheet.groups}
    used = _used(sheet, lang)
    names = ["item", "name", *(["level"] if sheet.has_levels else []), "status", *used]
    headings = [say(f"column_{name}", lang) for name in names]
    for group in dict.fromkeys(row.group for row in sheet.rows):
        rows = [row for row in sheet.rows if row.group == group]
        heading = f"{group} {titles.get(group, '')}".strip() or say("heading_rows", lang)
        yield f"<h2>{html(heading)}</h2>{table(headings, [_row(sheet, row, used, lang) for row in rows])}"


def _row(sheet: Sheet, row: SheetRow, used: Sequence[str], lang: Language) -> list[object]:
    name = f"{html(row.title.pick(lang))}{_items(row, lang)}"
    cells: list[object] = [row.id, Markup(name)]
    if sheet.has_levels:
        cells.append(level_mark(row.level))
    steps = [step_text(row, step, lang) for step in row.steps]
    rest: dict[str, object] = {
        "explanation": note_of(row, lang),
        "next": Markup(f'<div class="items">{bullet_list(steps)}</div>') if steps else "",
        "owner": who_and_when(row),
    }
    return [
        *cells,
        row_status_mark(row.status, lang, status_text(row.status, lang, is_question=sheet.scoring == "answers")),
        *(rest[name] for name in used),
    ]


def _used(sheet: Sheet, lang: Language) -> list[str]:
    """Return the columns in which any row has something to say: an empty one costs the others their width."""
    used = {
        "explanation": any(note_of(row, lang) for row in sheet.rows),
        "next": any(row.steps for row in sheet.rows),
        "owner": any(who_and_when(row) for row in sheet.rows),
    }
    return [name for name, is_used in used.items() if is_used]


def _items(row: SheetRow, lang: Language) -> str:
    if not row.items:
        # Without ★/▲ items, the text is what is stated: a person who signs must see it.
        text = row.text.pick(lang)
        return f'<div class="items">{html(text)}</div>' if text and text != row.title.pick(lang) else ""
    lines = "".join(
        f"<li>{'✓' if item.counts else '－'} {item.mark} {html(item.text.pick(lang))}</li>" for item in row.items
    )
    return f'<ul class="plain items">{lines}</ul>'


def _form_fields(sheet: Sheet, lang: Language) -> str:
    if not is_form(sheet):
        return ""
    fields = [(name, value or Markup("&nbsp;")) for name, value in form_fields(sheet, lang)]
    names = [say("column_field", lang), say("column_entry", lang)]
    return f'<section class="keep"><h2>{html(say("heading_signature", lang))}</h2>{table(names, fields)}</section>'


def _evidence(sheet: Sheet, lang: Language) -> str:
    if not sheet.evidence and not sheet.broken:
        return ""
    rows = [
        (
            one.id,
            one.title,
            one.author,
            f"{one.effective or ''} - {one.expires or ''}".strip(" -"),
            one.file or one.url or "",
        )
        for one in sheet.evidence
    ]
    names = [say(f"column_{name}", lang) for name in ("evidence", "title", "author", "valid", "place")]
    broken = bullet_list(messages.text(code, lang, {"id": name}) for name, code in sheet.broken.items())
    return f"<h2>{html(say('heading_evidence', lang))}</h2>{table(names, rows)}{broken if sheet.broken else ''}"
