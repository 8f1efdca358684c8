"""What is missing as an improvement plan: rows for a table, and Markdown."""

from collections.abc import Sequence

from kaname.assurance.sheet import Sheet, SheetRow
from kaname.formats.sheet.sheet_markdown import markdown_table
from kaname.formats.sheet.words import facts_of, level_text, note_of, say, status_text
from kaname.formats.step_words import step_text
from kaname.messages import Language

PLAN_COLUMNS = ("item", "name", "status", "due", "owner", "cost", "next", "explanation")


def plan_rows(sheet: Sheet, rows: Sequence[SheetRow], lang: Language) -> list[list[str]]:
    """Return the cells of a plan, one line per open row, in the order of ``PLAN_COLUMNS``."""
    return [
        [
            row.id,
            row.title.pick(lang),
            level_text(row.level) if sheet.has_levels else status_text(row.status, lang),
            row.due,
            row.owner,
            str(row.cost or ""),
            "; ".join(step_text(row, step, lang) for step in row.steps),
            note_of(row, lang),
        ]
        for row in rows
    ]


def plan_headings(sheet: Sheet, lang: Language) -> list[str]:
    """Return the headings of a plan."""
    names = [("level" if name == "status" and sheet.has_levels else name) for name in PLAN_COLUMNS]
    return [say(f"column_{name}", lang) for name in names]


def render_plan_markdown(sheet: Sheet, rows: Sequence[SheetRow], *, lang: Language) -> str:
    """Return a plan as Markdown."""
    title = say("title_plan", lang, framework=sheet.framework_title.pick(lang))
    lines = [f"# {title}", "", *(f"- {name}: {value}" for name, value in facts_of(sheet, lang)), ""]
    if not rows:
        return "\n".join([*lines, say("plan_none", lang)]) + "\n"
    return "\n".join([*lines, *markdown_table(plan_headings(sheet, lang), plan_rows(sheet, rows, lang))]) + "\n"
