"""A sheet as an Excel workbook: summary, rows, items, evidence. Text is written as text: nothing becomes a formula."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kaname import messages
from kaname.assurance.sheet import Sheet, SheetRow
from kaname.formats.printable import clean
from kaname.formats.sheet.words import count_line, facts_of, note_of, say, sheet_title, status_text
from kaname.formats.step_words import step_text
from kaname.messages import Language

# The earliest time that a zip entry can carry: the same sheet gives the same bytes on every day.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_HEAD = PatternFill("solid", fgColor="1F4068")
_FILLS = {0: "F3C9D3", 1: "F7E8B5", 2: "CFE2EF", 3: "CDE8D8"}
_WIDE = 48


def render_sheet_xlsx(sheet: Sheet, *, lang: Language) -> bytes:
    """Return the sheet as the bytes of an .xlsx file. Same sheet, same bytes."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    _summary(first, sheet, lang)
    _rows(book.create_sheet(say("tab_rows", lang)), sheet, lang)
    if any(row.items for row in sheet.rows):
        _items(book.create_sheet(say("tab_items", lang)), sheet, lang)
    if sheet.evidence:
        _evidence(book.create_sheet(say("tab_evidence", lang)), sheet, lang)
    if sheet.declined:
        _declined(book.create_sheet(say("tab_declined", lang)), sheet, lang)
    buffer = io.BytesIO()
    book.save(buffer)
    return _same_bytes(buffer.getvalue(), sheet.generated)


def _summary(page: Worksheet, sheet: Sheet, lang: Language) -> None:
    page.title = say("tab_summary", lang)
    _write(page, 1, [sheet_title(sheet, lang)])
    page["A1"].font = Font(bold=True, size=14)
    line = 3
    for name, value in [*facts_of(sheet, lang), (say("fact_counts", lang), count_line(sheet, lang))]:
        _write(page, line, [name, value])
        line += 1
    if sheet.distribution:
        heads = ["", *(messages.text("assurance.level_name", lang, {"level": level}) for level in range(4))]
        _head(page, line + 1, heads)
        for offset, (group, row) in enumerate(sheet.distribution.items(), start=line + 2):
            _write(page, offset, [group, *row])
    _widths(page, (26, _WIDE, 12, 12, 12))


def _rows(page: Worksheet, sheet: Sheet, lang: Language) -> None:
    names = ("item", "name", "level", "status", "explanation", "next", "owner", "due", "evidence")
    _table(page, [say(f"column_{name}", lang) for name in names], [_row(sheet, row, lang) for row in sheet.rows])
    _widths(page, (12, _WIDE, 8, 14, _WIDE, _WIDE, 14, 12, 24))
    for line, row in enumerate(sheet.rows, start=2):
        if row.level is not None:
            page.cell(line, 3).fill = PatternFill("solid", fgColor=_FILLS[row.level])


def _row(sheet: Sheet, row: SheetRow, lang: Language) -> list[object]:
    return [
        row.id,
        row.title.pick(lang),
        "" if row.level is None else row.level,
        status_text(row.status, lang, is_question=sheet.scoring == "answers"),
        note_of(row, lang),
        "\n".join(step_text(row, step, lang) for step in row.steps),
        row.owner,
        row.due,
        ", ".join(row.evidence),
    ]


def _items(page: Worksheet, sheet: Sheet, lang: Language) -> None:
    names = ("item", "mark", "level", "name", "status", "counts", "evidence")
    rows = [
        [
            f"{row.id}/{item.id}",
            item.mark,
            item.level,
            item.text.pick(lang),
            status_text(item.status, lang),
            "✓" if item.counts else "",
            ", ".join(item.evidence),
        ]
        for row in sheet.rows
        for item in row.items
    ]
    _table(page, [say(f"column_{name}", lang) for name in names], rows)
    _widths(page, (16, 6, 8, 70, 14, 8, 24))


def _evidence(page: Worksheet, sheet: Sheet, lang: Language) -> None:
    names = ("evidence", "title", "author", "valid", "place", "digest")
    rows = [
        [one.id, one.title, one.author, f"{one.effective or ''} - {one.expires or ''}", one.file or one.url, one.sha256]
        for one in sheet.evidence
    ]
    _table(page, [say(f"column_{name}", lang) for name in names], rows)
    _widths(page, (18, _WIDE, 20, 24, _WIDE, 66))


def _declined(page: Worksheet, sheet: Sheet, lang: Language) -> None:
    keys = ("risk", "cost", "advised", "decided", "reason", "until")
    heads = [say("column_item", lang), say("column_name", lang)]
    heads += [messages.text(f"declaration.page_declined_{key}", lang) for key in keys]
    rows = [
        [
            one.id,
            one.what,
            one.risk,
            one.cost,
            f"{one.advised} {one.advised_by}",
            f"{one.decided} {one.decided_by}",
            one.reason,
            one.until,
        ]
        for one in sheet.declined
    ]
    _table(page, heads, rows)
    _widths(page, (14, _WIDE, _WIDE, 20, 24, 24, 30, 14))


def _table(page: Worksheet, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    _head(page, 1, headings)
    for line, row in enumerate(rows, start=2):
        _write(page, line, row)
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions


def _head(page: Worksheet, line: int, headings: Sequence[str]) -> None:
    _write(page, line, headings)
    for column in range(1, len(headings) + 1):
        cell = page.cell(line, column)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), _HEAD


def _write(page: Worksheet, line: int, values: Sequence[object]) -> None:
    for column, value in enumerate(values, start=1):
        cell = page.cell(line, column)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        if isinstance(value, int):
            cell.value = value
        elif value:
            cell.value = "\n".join(clean(part) for part in str(value).split("\n"))
            cell.data_type = "s"  # a text that begins with = is no formula


def _widths(page: Worksheet, widths: Sequence[int]) -> None:
    for column, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width


def _same_bytes(data: bytes, generated: str) -> bytes:
    """Return the workbook with the times of the sheet in place of the times of writing."""
    stamp = datetime.fromisoformat(generated).strftime("%Y-%m-%dT%H:%M:%SZ").encode("ascii")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<3>", content)
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return out.getvalue()
