"""From a sheet to bytes in a form that was asked for. Every form is drawn from the same sheet, so that they agree."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

import msgspec

from kaname.assurance.sheet import Sheet, SheetRow
from kaname.catalogs.relations import ItemMapping
from kaname.catalogs.yaml_text import MAX_BYTES
from kaname.messages import Language
from kaname.store.assessments import assessment_path
from kaname.store.files import read_bytes

ReportFormat = Literal["html", "markdown", "xlsx", "json", "cyclonedx", "cyclonedx-1.7", "oscal", "intoto"]
PlanFormat = Literal["table", "markdown", "json", "oscal"]
REPORT_FORMATS: tuple[ReportFormat, ...] = get_args(ReportFormat)
PLAN_SCHEMA = "kaname.plan/1"


def render_report(*, workspace: Path, sheet: Sheet, form: ReportFormat, lang: Language) -> bytes:
    """Return a sheet in a form. Same sheet, same bytes.

    Args:
        workspace: holds the assessment, whose digest the in-toto statement names.
    """
    if form == "html":
        from kaname.formats.sheet.sheet_html import render_sheet_html

        return render_sheet_html(sheet, lang=lang).encode("utf-8")
    if form == "markdown":
        from kaname.formats.sheet.sheet_markdown import render_sheet_markdown

        return render_sheet_markdown(sheet, lang=lang).encode("utf-8")
    if form == "xlsx":
        from kaname.formats.sheet.sheet_xlsx import render_sheet_xlsx

        return render_sheet_xlsx(sheet, lang=lang)
    if form == "oscal":
        from kaname.formats.oscal.assessment_results import write_assessment_results

        return write_assessment_results(sheet, lang=lang)
    if form == "intoto":
        from kaname.formats.intoto.assessment import write_assessment_statement

        data = read_bytes(assessment_path(workspace, sheet.assessment), limit=MAX_BYTES)
        return write_assessment_statement(sheet, assessment_sha256=hashlib.sha256(data).hexdigest())
    if form == "json":
        from kaname.formats.sheet.sheet_json import render_sheet_json

        return render_sheet_json(sheet)
    from kaname.formats.cyclonedx.declarations import write_declarations

    return write_declarations(sheet, lang=lang, spec_version="1.7" if form == "cyclonedx-1.7" else "1.6")


def plan_of(sheet: Sheet, *, target_level: int = 1) -> tuple[SheetRow, ...]:
    """Return what is open, the earliest due day first, then the least effort, then as the framework orders it."""
    rows = sheet.open_rows(target_level)
    return tuple(sorted(rows, key=lambda row: (row.due or "9999", row.cost)))


def render_plan(*, sheet: Sheet, target_level: int, form: PlanFormat, lang: Language) -> bytes:
    """Return an improvement plan (POA&M) as Markdown, JSON (``kaname.plan/1``) or OSCAL.

    Raises:
        ValueError: ``table``, which a terminal draws (a programming error).
    """
    rows = plan_of(sheet, target_level=target_level)
    if form == "markdown":
        from kaname.formats.sheet.plan_text import render_plan_markdown

        return render_plan_markdown(sheet, rows, lang=lang).encode("utf-8")
    if form == "oscal":
        from kaname.formats.oscal.plan import write_plan

        return write_plan(sheet, rows, lang=lang)
    if form == "table":
        raise ValueError(form)
    today = sheet.generated[:10]
    document = {
        "schema": PLAN_SCHEMA,
        "assessment": sheet.assessment,
        "framework": sheet.framework,
        "version": sheet.version,
        "target_level": target_level if sheet.has_levels else None,
        "entries": [
            {
                "id": row.id,
                "title": row.title,
                "level": row.level,
                "status": row.status,
                "owner": row.owner,
                "due": row.due or None,
                "overdue": bool(row.due) and row.due < today,
                "cost": row.cost,
                "steps": row.steps,
                "explanation": row.explanation,
                "alternative": row.alternative,
            }
            for row in rows
        ],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def render_mappings(*, mappings: Sequence[ItemMapping], title: str, generated: str, lang: Language) -> bytes:
    """Return mappings as an OSCAL mapping collection.

    Args:
        generated: RFC 3339 UTC.
    """
    from kaname.formats.oscal.mapping import write_mapping_collection

    return write_mapping_collection(mappings, title=title, generated=generated, lang=lang)
