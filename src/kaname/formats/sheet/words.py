"""How the parts of a sheet are put into words, the same in every form."""

from kaname import messages
from kaname.assurance.sheet import STATUSES, Sheet, SheetRow
from kaname.messages import Language

_ANSWERS = frozenset({"met", "partly", "not_met"})


def say(name: str, lang: Language, **values: object) -> str:
    """Return a text of the room ``sheet``."""
    return messages.text(f"sheet.{name}", lang, values)


def status_text(status: str, lang: Language, *, is_question: bool = False) -> str:
    """Return a status as a word; of a question as the answer that its framework asks for (yes, partial, no)."""
    room = "sheet.answer_" if is_question and status in _ANSWERS else "assurance."
    return messages.text(f"{room}{status}", lang)


def level_text(level: int | None) -> str:
    """Return a level as one character; a dash where there is none."""
    return "-" if level is None else str(level)


def sheet_title(sheet: Sheet, lang: Language) -> str:
    """Return the title: a level sheet, a form, a questionnaire or a checklist."""
    if sheet.has_levels:
        kind = "level_sheet"
    elif is_form(sheet):
        kind = "form"
    else:
        kind = "questionnaire" if sheet.scoring == "answers" else "checklist"
    return say(f"title_{kind}", lang, framework=sheet.framework_title.pick(lang))


def is_form(sheet: Sheet) -> bool:
    """True for a form that was filled in from the tasks that its items name."""
    return any(row.basis == "references" for row in sheet.rows)


def form_fields(sheet: Sheet, lang: Language) -> list[tuple[str, str]]:
    """Return the fields that the signer of a form fills in by hand, with what is known already; the rest is empty."""
    known = {"producer": sheet.scope.organisation_unit, "scope": sheet.scope.product}
    names = ("submission", "scope", "producer", "contact", "signer", "signed")
    return [(say(f"form_{name}", lang), known.get(name, "")) for name in names]


def facts_of(sheet: Sheet, lang: Language) -> list[tuple[str, str]]:
    """Return what an assessment is about, as names and values; empty values are left out."""
    draft = f" ({say('framework_draft', lang)})" if sheet.state == "draft" else ""
    pairs = [
        ("framework", f"{sheet.framework_title.pick(lang)} {sheet.version}{draft}"),
        ("publisher", sheet.publisher.pick(lang)),
        ("unit", sheet.scope.organisation_unit),
        ("product", " ".join((sheet.scope.product, *sheet.scope.versions)).strip()),
        ("role", sheet.role),
        ("profile", sheet.profile),
        ("assessor", sheet.assessor),
        ("date", sheet.date),
        ("assessment", sheet.assessment),
    ]
    return [(say(f"fact_{name}", lang), value) for name, value in pairs if value]


def count_line(sheet: Sheet, lang: Language) -> str:
    """Return how many rows have each status, leaving out what does not occur."""
    counts = sheet.counts()
    asks = sheet.scoring == "answers"
    parts = [f"{status_text(status, lang, is_question=asks)} {counts[status]}" for status in STATUSES if counts[status]]
    return f"{say('rows', lang, count=len(sheet.rows))}: {', '.join(parts)}"


def note_of(row: SheetRow, lang: Language) -> str:
    """Return what is said about a row: the explanation, the alternative, why it was skipped, stale evidence."""
    parts = []
    if row.basis == "references" and row.explanation:
        parts.append(say("missing_tasks", lang, tasks=row.explanation))
    elif row.explanation:
        parts.append(row.explanation)
    if row.alternative:
        parts.append(say("alternative", lang, text=row.alternative))
    if row.skipped_by:
        parts.append(say("skipped_by", lang, ids=", ".join(row.skipped_by)))
    if row.stale:
        parts.append(say("stale", lang, ids=", ".join(row.stale)))
    if row.verification in ("desk", "mixed"):
        parts.append(say(f"verified_{row.verification}", lang))
    return " / ".join(parts)


def who_and_when(row: SheetRow) -> str:
    """Return owner and due day."""
    return " ".join(part for part in (row.owner, row.due) if part)
