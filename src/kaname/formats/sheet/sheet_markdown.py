"""A sheet as Markdown that can be put into a repository or a mail."""

import re
from collections.abc import Iterable, Sequence

from kaname import messages
from kaname.assurance.sheet import Sheet, SheetRow
from kaname.formats.printable import clean
from kaname.formats.sheet.sheet_html import breadth_lines
from kaname.formats.sheet.words import (
    count_line,
    facts_of,
    form_fields,
    is_form,
    level_text,
    note_of,
    say,
    sheet_title,
    status_text,
    who_and_when,
)
from kaname.formats.step_words import step_text
from kaname.messages import Language

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#])")


def render_sheet_markdown(sheet: Sheet, *, lang: Language) -> str:
    """Return the sheet as Markdown: facts, counts, distribution, every row, what to do next."""
    lines = [f"# {_escape(sheet_title(sheet, lang))}", ""]
    lines += [f"- {name}: {_escape(value)}" for name, value in facts_of(sheet, lang)]
    lines += ["", f"**{count_line(sheet, lang)}**", ""]
    if sheet.distribution:
        heads = ["", *(messages.text("assurance.level_name", lang, {"level": level}) for level in range(4))]
        rows = [[group, *map(str, row)] for group, row in sheet.distribution.items()]
        lines += [f"## {say('picture_distribution', lang)}", "", *markdown_table(heads, rows), ""]
        lines += [*(f"- {line}" for line in breadth_lines(sheet, lang)), ""]
    if sheet.fix_first is not None and sheet.fix_first.choices:
        choices = sheet.fix_first.choices
        lines += [f"## {say('heading_fix_first', lang, count=len(choices))}", "", say("fix_first_intro", lang), ""]
        titles = {row.id: row.title.pick(lang) for row in sheet.rows}
        lines += [*(f"- {name} {_escape(titles.get(name, ''))}" for name in choices), ""]
    titles = {group: title.pick(lang) for group, title in sheet.groups}
    for group in dict.fromkeys(row.group for row in sheet.rows):
        heading = f"{group} {titles.get(group, '')}".strip() or say("heading_rows", lang)
        rows = [_row(sheet, row, lang) for row in sheet.rows if row.group == group]
        names = ["item", "name", *(["level"] if sheet.has_levels else []), "status", "explanation", "next", "owner"]
        lines += [
            f"## {_escape(heading)}",
            "",
            *markdown_table([say(f"column_{name}", lang) for name in names], rows),
            "",
        ]
    if is_form(sheet):
        names = [say("column_field", lang), say("column_entry", lang)]
        lines += [f"## {say('heading_signature', lang)}", "", *markdown_table(names, form_fields(sheet, lang)), ""]
    return "\n".join([*lines, *_evidence(sheet, lang), *_declined(sheet, lang)]).rstrip() + "\n"


def _row(sheet: Sheet, row: SheetRow, lang: Language) -> list[str]:
    level = [level_text(row.level)] if sheet.has_levels else []
    steps = "; ".join(step_text(row, step, lang) for step in row.steps)
    return [
        row.id,
        row.title.pick(lang),
        *level,
        status_text(row.status, lang, is_question=sheet.scoring == "answers"),
        note_of(row, lang),
        steps,
        who_and_when(row),
    ]


def _evidence(sheet: Sheet, lang: Language) -> list[str]:
    if not sheet.evidence:
        return []
    names = [say(f"column_{name}", lang) for name in ("evidence", "title", "author", "place")]
    rows = [[one.id, one.title, one.author, one.file or one.url or ""] for one in sheet.evidence]
    return [f"## {say('heading_evidence', lang)}", "", *markdown_table(names, rows), ""]


def _declined(sheet: Sheet, lang: Language) -> list[str]:
    if not sheet.declined:
        return []
    keys = ("risk", "cost", "decided", "acknowledged")
    names = [say("column_item", lang), *(messages.text(f"declaration.page_declined_{key}", lang) for key in keys)]
    rows = [
        [
            f"{one.id}: {one.what}",
            one.risk,
            one.cost,
            f"{one.decided} {one.decided_by}",
            ", ".join(f"{entry.name} {entry.date}" for entry in one.acknowledgements)
            or messages.text("declaration.page_not_acknowledged", lang),
        ]
        for one in sheet.declined
    ]
    return [f"## {messages.text('declaration.page_heading_declined', lang)}", "", *markdown_table(names, rows), ""]


def markdown_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table; special characters in cells are escaped."""
    lines = ["| " + " | ".join(map(_escape, headings)) + " |", "|" + "---|" * len(headings)]
    return lines + ["| " + " | ".join(map(_escape, row)) + " |" for row in rows]


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", clean(text))
