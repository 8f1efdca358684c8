"""Tables (CSV, Excel) to packs: one row per item, columns found by their heading in Japanese or English.

Columns: id, title, text, each also with ``_ja`` or ``_en``; parent or category; roles (separated by ``;``, ``、`` or ``,``).
A heading without language holds Japanese where it contains Japanese characters, else English. Rows without id or title are
not taken, and reported with their number; so are columns that have no place.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from itertools import islice

from kaname.catalogs.importing.draft import MAX_ITEMS, ImportedItem, ImportedPack, Omissions, version_from
from kaname.errors import InputError

_JAPANESE = re.compile(r"[぀-ヿ㐀-鿿]")
_HEADINGS: dict[str, tuple[str, ...]] = {
    "id": ("id", "no", "no.", "番号", "項番", "要求事項id", "識別子", "identifier"),
    "title": ("title", "name", "題名", "項目", "要求事項", "タイトル", "requirement"),
    "text": ("text", "description", "内容", "説明", "本文", "具体的な取組"),
    "parent": ("parent", "category", "group", "親", "カテゴリ", "カテゴリー", "分類"),
    "roles": ("roles", "role", "役割", "対象者"),
}
# What openpyxl lets through where the parts of a workbook are damaged (a fault of XML is a SyntaxError).
_WORKBOOK_FAULTS = (KeyError, ValueError, SyntaxError, TypeError, AttributeError, IndexError, EOFError, OSError)
MAX_CELL_CHARACTERS = 20_000
MAX_UNPACKED_BYTES = 200 * 1024 * 1024  # an .xlsx is a zip file: refuse what would fill memory


def import_csv(data: bytes, *, day: str, framework: str, version: str, title: str) -> ImportedPack:
    """Return a pack from a CSV file in UTF-8 (with or without byte order mark) or Shift_JIS (as Excel in Japan writes).

    Raises:
        InputError: no usable table.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp932")
        except UnicodeDecodeError:
            raise InputError("catalogs.not_utf8") from None
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise InputError("catalogs.not_a_table", detail=str(error)) from None
    return import_rows(rows, day=day, framework=framework, version=version, title=title)


def import_xlsx(
    data: bytes, *, day: str, framework: str, version: str, title: str, sheet: str | None = None
) -> ImportedPack:
    """Return a pack from a sheet of an Excel workbook (the first one where none is named).

    Raises:
        InputError: not a workbook, no such sheet, or no usable table.
    """
    import openpyxl  # heavy, and only this reader needs it
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise InputError("catalogs.file_too_large", limit_bytes=MAX_UNPACKED_BYTES)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        if sheet is not None and sheet not in book.sheetnames:
            raise InputError("catalogs.no_such_sheet", sheet=sheet, known=", ".join(book.sheetnames))
        rows = book[sheet or book.sheetnames[0]].iter_rows(values_only=True)
        cells = [["" if cell is None else str(cell) for cell in row] for row in islice(rows, MAX_ITEMS + 1)]
    except (zipfile.BadZipFile, InvalidFileException, *_WORKBOOK_FAULTS) as error:
        raise InputError("catalogs.not_a_table", detail=type(error).__name__) from None
    return import_rows(cells, day=day, framework=framework, version=version, title=title)


def import_rows(rows: Sequence[Sequence[str]], *, day: str, framework: str, version: str, title: str) -> ImportedPack:
    """Return a pack from rows of cells; the heading is the first row that names an id column and a title column.

    Raises:
        InputError: no heading, no usable row, or too many rows.
    """
    start, columns = _find_heading(rows)
    omissions = Omissions()
    heading = rows[start]
    for index, name in enumerate(heading):
        if name.strip() and index not in columns:
            omissions.add("catalogs.import_no_place", name.strip(), f"row {start + 1}")
    if len(rows) - start > MAX_ITEMS:
        raise InputError("catalogs.too_many_items", limit=MAX_ITEMS)
    groups: dict[str, ImportedItem] = {}
    items: dict[str, ImportedItem] = {}
    for number, row in enumerate(rows[start + 1 :], start=start + 2):
        if any(cell.strip() for cell in row):
            _take(row, columns, number, groups, items, omissions)
    if not items:
        raise InputError("catalogs.nothing_to_import")
    language = "ja" if _JAPANESE.search(title) else "en"
    return ImportedPack(
        framework=framework,
        version=version_from(version),
        title={language: title},
        publisher={language: title},
        published=day,
        source=title,
        groups=tuple(group for group in groups.values() if group.id not in items),
        items=tuple(items.values()),
        not_taken=omissions.report(),
    )


def _find_heading(rows: Sequence[Sequence[str]]) -> tuple[int, dict[int, tuple[str, str]]]:
    for number, row in enumerate(rows[:50]):
        columns: dict[int, tuple[str, str]] = {}
        for index, cell in enumerate(row):
            found = _column(cell)
            if found and found not in columns.values():
                columns[index] = found
        if {"id", "title"} <= {name for name, _ in columns.values()}:
            return number, columns
    raise InputError("catalogs.no_heading")


def _column(cell: str) -> tuple[str, str] | None:
    name = cell.strip().lower().replace(" ", "")
    language = ""
    if name.endswith(("_ja", "_en")):
        name, language = name[:-3], name[-2:]
    for column, names in _HEADINGS.items():
        if name in names:
            return column, language
    return None


def _take(
    row: Sequence[str],
    columns: dict[int, tuple[str, str]],
    number: int,
    groups: dict[str, ImportedItem],
    items: dict[str, ImportedItem],
    omissions: Omissions,
) -> None:
    cells = {columns[index]: cell.strip()[:MAX_CELL_CHARACTERS] for index, cell in enumerate(row) if index in columns}
    place = f"row {number}"
    name = cells.get(("id", ""), "")
    titles, texts = _texts(cells, "title"), _texts(cells, "text")
    if not name or not titles:
        omissions.add("catalogs.import_no_id" if not name else "catalogs.import_no_title", "row", place)
        return
    if name in items:
        omissions.add("catalogs.import_duplicate_id", name, place)
        return
    parent = cells.get(("parent", ""), "")
    if parent and parent not in groups:
        groups[parent] = ImportedItem(parent, {"ja" if _JAPANESE.search(parent) else "en": parent})
    roles = tuple(role for role in re.split(r"[;,、;/]\s*", cells.get(("roles", ""), "")) if role)
    items[name] = ImportedItem(name, titles, texts, parent or None, roles)


def _texts(cells: dict[tuple[str, str], str], column: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for language in _languages(cells, column):
        text = cells.get((column, language), "")
        if text:
            found[language or ("ja" if _JAPANESE.search(text) else "en")] = text
    return found


def _languages(cells: Iterable[tuple[str, str]], column: str) -> list[str]:
    return [language for name, language in cells if name == column]
